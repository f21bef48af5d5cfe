"use client";

import { ImageOff } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { AttachmentDto } from "@/features/attachments/schema";

/** A preview is made after the upload's answer, and on a busy desk it takes a while. */
const AGAIN_MILLISECONDS = 4_000;
const TRIES = 3;

/** The small picture of a picture: asked for again where it is not made yet, and a tile where none can be made. */
export function AttachmentPreview({ attachment: { id, name } }: { attachment: AttachmentDto }) {
  const [tries, setTries] = useState(0);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    if (!isMissing || tries + 1 >= TRIES) {
      return;
    }
    const timer = setTimeout(() => {
      setTries(tries + 1);
      setMissing(false);
    }, AGAIN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isMissing, tries]);
  // One that came with the page may have failed before anybody listened.
  const check = useCallback((image: HTMLImageElement | null) => {
    if (image?.complete && image.naturalWidth === 0) {
      setMissing(true);
    }
  }, []);
  if (isMissing) {
    return (
      <span className="flex h-24 min-w-24 flex-col items-center justify-center gap-1 px-2 text-note text-ink-muted">
        <ImageOff aria-hidden className="size-5" />
        <bdi className="max-w-40 truncate">{name}</bdi>
      </span>
    );
  }
  return (
    <img
      key={tries}
      ref={check}
      src={`/api/attachments/${id}?thumbnail=1${tries === 0 ? "" : `&try=${tries}`}`}
      alt=""
      loading="lazy"
      onError={() => setMissing(true)}
      className="h-24 min-w-16 object-cover"
    />
  );
}
