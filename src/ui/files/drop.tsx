"use client";

import { Paperclip, Upload } from "lucide-react";
import { useRef, type ReactNode, type RefObject } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";
import { IconButton } from "@/ui/buttons/icon-button";
import { useFileDrop } from "./use-drop";

/** The props shared by the components that take files. */
export interface FileTakerProps {
  onFiles: (files: File[]) => void;
  /** As the `accept` of a file input. */
  accept?: string;
  multiple?: boolean;
  disabled?: boolean;
}

/** A visible area to drop files on, or to click for choosing them. */
export function FileDrop({
  onFiles,
  accept,
  multiple = true,
  disabled,
  hint,
  label,
  className,
}: FileTakerProps & { hint?: ReactNode; label?: string; className?: string }) {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const { dragging, handlers } = useFileDrop(onFiles, disabled);
  return (
    <div className={className} {...handlers}>
      <button
        type="button"
        disabled={disabled}
        onClick={() => input.current?.click()}
        className={classNames(
          "flex w-full flex-col items-center justify-center gap-1 rounded-lg border border-dashed px-4 py-4 text-center text-ui transition-colors focus-ring disabled:cursor-not-allowed disabled:opacity-60",
          dragging
            ? "border-accent bg-accent-soft text-accent-ink"
            : "border-line-strong/80 text-ink-muted hover:border-line-strong hover:bg-hover hover:text-ink",
        )}
      >
        <span className="flex items-center gap-2 font-medium">
          <Upload aria-hidden className="size-4 shrink-0" />
          {dragging ? t("ui.file.letGo") : (label ?? t("ui.file.drop"))}
        </span>
        {hint && <span className="text-xs">{hint}</span>}
      </button>
      <HiddenFileInput inputRef={input} onFiles={onFiles} accept={accept} multiple={multiple} />
    </div>
  );
}

/** Lets files be dropped anywhere over `children`; an overlay says so while they hover. */
export function FileDropZone({
  onFiles,
  disabled,
  label,
  children,
  className,
}: Pick<FileTakerProps, "onFiles" | "disabled"> & {
  label?: string;
  children: ReactNode;
  className?: string;
}) {
  const t = useTranslate();
  const { dragging, handlers } = useFileDrop(onFiles, disabled);
  return (
    <div className={classNames("relative", className)} {...handlers}>
      {children}
      {dragging && (
        <div className="pointer-events-none absolute inset-1 z-20 flex items-center justify-center gap-2 rounded-xl border-2 border-dashed border-accent bg-accent-soft/90 text-ui font-medium text-accent-ink">
          <Upload aria-hidden className="size-4" />
          {label ?? t("ui.file.dropToAttach")}
        </div>
      )}
    </div>
  );
}

/** A paper-clip button that opens the file chooser. */
export function FileButton({
  onFiles,
  accept,
  multiple = true,
  disabled,
  label,
  keys,
}: FileTakerProps & { label?: string; keys?: readonly string[] }) {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton
        label={label ?? t("ui.file.attach")}
        keys={keys}
        icon={<Paperclip />}
        disabled={disabled}
        onClick={() => input.current?.click()}
      />
      <HiddenFileInput inputRef={input} onFiles={onFiles} accept={accept} multiple={multiple} />
    </>
  );
}

function HiddenFileInput({
  inputRef,
  onFiles,
  accept,
  multiple,
}: FileTakerProps & { inputRef: RefObject<HTMLInputElement | null> }) {
  return (
    <input
      ref={inputRef}
      type="file"
      hidden
      accept={accept}
      multiple={multiple}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        // Emptied, so that choosing the same file again is a change again.
        event.target.value = "";
        if (files.length > 0) {
          onFiles(files);
        }
      }}
    />
  );
}
