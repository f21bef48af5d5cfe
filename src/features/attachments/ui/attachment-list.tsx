"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { AttachmentDto } from "@/features/attachments/schema";
import { canShowInline } from "@/features/attachments/policy";
import { useTranslate } from "@/messages/translate-provider";
import { Badge } from "@/ui/marks/badge";
import { classNames } from "@/ui/class-names";
import { FileChip } from "@/ui/files/chip";
import { AttachmentPreview } from "./attachment-preview";

const Lightbox = dynamic(() => import("./attachment-lightbox").then((module) => module.AttachmentLightbox));

/** The files of a message: pictures as small pictures that open large, everything else as a download. */
export function AttachmentList({
  attachments,
  onRemove,
  className,
}: {
  attachments: readonly AttachmentDto[];
  /** Given where this person may delete a file. */
  onRemove?: ((attachment: AttachmentDto) => void) | undefined;
  className?: string;
}) {
  const t = useTranslate();
  const [shownId, setShownId] = useState<string | null>(null);
  const pictures = attachments.filter(isPicture);
  const others = attachments.filter((one) => !isPicture(one));
  if (attachments.length === 0) {
    return null;
  }
  return (
    <div className={classNames("flex flex-col gap-2", className)}>
      {pictures.length > 0 && (
        <ul aria-label={t("attachments.pictures")} className="flex flex-wrap gap-2">
          {pictures.map((picture) => (
            <li key={picture.id}>
              <button
                type="button"
                aria-label={t("attachments.open", { name: picture.name })}
                title={picture.name}
                onClick={() => setShownId(picture.id)}
                className="block h-24 max-w-60 overflow-hidden rounded-lg bg-neutral-soft ring-1 ring-inset ring-line transition-opacity focus-ring hover:opacity-90"
              >
                <AttachmentPreview attachment={picture} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul aria-label={t("attachments.files")} className="flex flex-wrap gap-2">
          {others.map((file) => (
            <li key={file.id} className="max-w-full">
              <FileChip
                name={file.name}
                size={file.size}
                contentType={file.contentType}
                href={`/api/attachments/${file.id}`}
                {...(file.hasThumbnail ? { thumbnailSrc: `/api/attachments/${file.id}?thumbnail=1` } : {})}
                {...(onRemove ? { onRemove: () => onRemove(file) } : {})}
                {...(file.internal
                  ? { badge: <Badge tone="warning">{t("attachments.internal")}</Badge> }
                  : {})}
              />
            </li>
          ))}
        </ul>
      )}
      {shownId && (
        <Lightbox
          pictures={pictures}
          shownId={shownId}
          onShow={setShownId}
          onClose={() => setShownId(null)}
          onRemove={onRemove}
        />
      )}
    </div>
  );
}

function isPicture(attachment: AttachmentDto): boolean {
  return attachment.hasThumbnail && canShowInline(attachment.contentType);
}
