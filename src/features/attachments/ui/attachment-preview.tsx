"use client";

import { ImageOff } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { AttachmentDto } from "@/features/attachments/schema";

/** A preview is made after the upload's answer, and on a busy server it takes a while. */
const AGAIN_MILLISECONDS = 4_000;
const TRIES = 3;

/** A picture's thumbnail: requested again when it is not made yet, and a placeholder where none can be made. */
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
  // A picture of the first HTML may have failed before React listened.
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
