"use client";

import { useEffect, useMemo, useRef, useState, type PointerEvent } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Dialog } from "@/ui/overlays/dialog";
import { Callout } from "@/ui/states/callout";
import { pulled, squareOf, WHOLE, type Crop } from "./crop";

/** Pixels of the square on the page, and of what is sent. */
const SHOWN = 240;
const SENT = 512;
const ZOOM_MAX = 4;

/** The props of PictureDialog. */
export interface PictureDialogProps {
  file: File;
  onClose: () => void;
  /** Sends the square that was chosen. */
  onChoose: (picture: Blob) => Promise<void>;
}

/** Lets a person choose a square of a picture: by dragging, or by three sliders, which the keyboard reaches. */
export function PictureDialog({ file, onClose, onChoose }: PictureDialogProps) {
  const t = useTranslate();
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  const image = useRef<HTMLImageElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const [crop, setCrop] = useState<Crop>(WHOLE);
  const [failed, setFailed] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function choose(): Promise<void> {
    if (!image.current || !size) {
      return;
    }
    setBusy(true);
    setFailed(null);
    try {
      await onChoose(await cut(image.current, squareOf(size, crop)));
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  function pull(event: PointerEvent<HTMLDivElement>): void {
    if (size && event.buttons === 1) {
      setCrop(pulled(size, crop, { x: event.movementX, y: event.movementY, shown: SHOWN }));
    }
  }

  const square = size && squareOf(size, crop);
  const scale = square ? SHOWN / square.side : 1;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("users.picture.title")}
      description={t("users.picture.description")}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button variant="primary" loading={isBusy} onClick={() => void choose()}>
            {t("users.picture.save")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col items-center gap-5">
        {failed !== null && (
          <Callout tone="danger" live="alert" className="self-stretch">
            {failed}
          </Callout>
        )}
        <div
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={pull}
          style={{ width: SHOWN, height: SHOWN }}
          className="relative cursor-move touch-none overflow-hidden rounded-full bg-canvas ring-1 ring-line"
        >
          <img
            ref={image}
            src={url}
            alt=""
            draggable={false}
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
              setSize({ width: naturalWidth, height: naturalHeight })
            }
            onError={() => setFailed(t("users.picture.unreadable"))}
            style={
              square && size
                ? {
                    // Of the picture, whose left does not turn round with the text.
                    left: 0,
                    top: 0,
                    width: size.width * scale,
                    height: size.height * scale,
                    transform: `translate(${-square.left * scale}px, ${-square.top * scale}px)`,
                  }
                : { visibility: "hidden" }
            }
            className="absolute max-w-none select-none"
          />
        </div>
        <div className="flex w-full flex-col gap-3">
          <Slider
            label={t("users.picture.zoom")}
            value={(crop.zoom - 1) / (ZOOM_MAX - 1)}
            onChange={(value) => setCrop({ ...crop, zoom: 1 + value * (ZOOM_MAX - 1) })}
          />
          <Slider
            label={t("users.picture.across")}
            value={crop.x}
            onChange={(x) => setCrop({ ...crop, x })}
          />
          <Slider label={t("users.picture.down")} value={crop.y} onChange={(y) => setCrop({ ...crop, y })} />
        </div>
      </div>
    </Dialog>
  );
}

/** `value` from 0 to 1. */
function Slider({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
}) {
  return (
    <label className="flex flex-col gap-1 text-ui font-medium text-ink">
      {label}
      <input
        type="range"
        min={0}
        max={100}
        value={Math.round(value * 100)}
        onChange={(event) => onChange(Number(event.target.value) / 100)}
        className="h-6 w-full cursor-pointer rounded-full accent-accent focus-ring"
      />
    </label>
  );
}

async function cut(
  image: HTMLImageElement,
  { left, top, side }: { left: number; top: number; side: number },
): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = SENT;
  canvas.height = SENT;
  canvas.getContext("2d")?.drawImage(image, left, top, side, side, 0, 0, SENT, SENT);
  return await new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The browser made no picture."))),
      "image/webp",
      0.9,
    ),
  );
}
