"use client";

import { Dialog } from "@base-ui/react/dialog";
import { ChevronLeft, ChevronRight, Download, Trash2, X } from "lucide-react";
import type { ReactNode } from "react";
import type { AttachmentDto } from "@/features/attachments/schema";
import { useTranslate } from "@/messages/translate-provider";
import { formatBytes } from "@/ui/files/format-bytes";

/** The props of AttachmentLightbox. */
export interface AttachmentLightboxProps {
  pictures: readonly AttachmentDto[];
  shownId: string;
  onShow: (id: string) => void;
  onClose: () => void;
  onRemove?: ((attachment: AttachmentDto) => void) | undefined;
}

/** Pictures of a message, large, one at a time. Arrow keys go on, Escape leaves. */
export function AttachmentLightbox({
  pictures,
  shownId,
  onShow,
  onClose,
  onRemove,
}: AttachmentLightboxProps) {
  const t = useTranslate();
  const index = pictures.findIndex((picture) => picture.id === shownId);
  const picture = pictures[index];
  if (!picture) {
    return null;
  }
  function go(step: number): void {
    const next = pictures[(index + step + pictures.length) % pictures.length];
    if (next) {
      onShow(next.id);
    }
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/85 transition-opacity duration-150 data-starting-style:opacity-0" />
        <Dialog.Popup
          className="fixed inset-0 z-50 flex flex-col text-white outline-none"
          onKeyDown={(event) => {
            if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
              go(event.key === "ArrowLeft" ? -1 : 1);
            }
          }}
        >
          <div className="flex items-center gap-2 p-3">
            <Dialog.Title dir="auto" className="min-w-0 flex-1 truncate text-sm font-medium">
              {picture.name}
            </Dialog.Title>
            <span className="shrink-0 text-xs tabular-nums text-white/75">
              {pictures.length > 1 &&
                `${t("attachments.place", { index: index + 1, count: pictures.length })} · `}
              {formatBytes(picture.size)}
            </span>
            {onRemove && (
              <LightButton
                label={t("attachments.remove", { name: picture.name })}
                onClick={() => {
                  onClose();
                  onRemove(picture);
                }}
              >
                <Trash2 aria-hidden className="size-4" />
              </LightButton>
            )}
            <a
              href={`/api/attachments/${picture.id}`}
              download={picture.name}
              aria-label={t("attachments.downloadName", { name: picture.name })}
              title={t("attachments.download")}
              className={LIGHT_BUTTON}
            >
              <Download aria-hidden className="size-4" />
            </a>
            <Dialog.Close aria-label={t("attachments.close")} className={LIGHT_BUTTON}>
              <X aria-hidden className="size-4" />
            </Dialog.Close>
          </div>
          <div
            className="relative flex min-h-0 flex-1 items-center justify-center px-4 pb-4"
            onClick={(event) => event.target === event.currentTarget && onClose()}
          >
            <img
              key={picture.id}
              src={`/api/attachments/${picture.id}?inline=1`}
              alt={picture.name}
              className="max-h-full max-w-full rounded-md object-contain"
            />
            {pictures.length > 1 && (
              <>
                <span className="absolute top-1/2 inset-s-3 -translate-y-1/2">
                  <LightButton label={t("attachments.previous")} onClick={() => go(-1)}>
                    <ChevronLeft aria-hidden className="size-5" />
                  </LightButton>
                </span>
                <span className="absolute top-1/2 inset-e-3 -translate-y-1/2">
                  <LightButton label={t("attachments.next")} onClick={() => go(1)}>
                    <ChevronRight aria-hidden className="size-5" />
                  </LightButton>
                </span>
              </>
            )}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const LIGHT_BUTTON =
  "flex size-10 shrink-0 items-center justify-center rounded-full bg-black/50 text-white transition-colors outline-none hover:bg-white/20 focus-visible:ring-2 focus-visible:ring-white";

function LightButton({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button type="button" aria-label={label} title={label} onClick={onClick} className={LIGHT_BUTTON}>
      {children}
    </button>
  );
}
