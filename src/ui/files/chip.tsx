"use client";

import { File as FileIcon, FileArchive, FileImage, FileText, RotateCw, X } from "lucide-react";
import type { ReactNode } from "react";
import { useSpeech } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";
import { ProgressBar } from "@/ui/marks/progress-bar";
import { fileKind } from "./kind";
import { formatBytes } from "./format-bytes";

/** The props of FileChip. */
export interface FileChipProps {
  name: string;
  /** Bytes. */
  size: number;
  contentType?: string;
  /** The URL of the file; absent while it is still being sent. */
  href?: string;
  /** A small picture of it. */
  thumbnailSrc?: string;
  /** 0..1 while it is being sent; absent once it is there. */
  progress?: number;
  /** Why it could not be sent. */
  error?: string;
  onRetry?: () => void;
  onRemove?: () => void;
  /** Marks such as "internal". */
  badge?: ReactNode;
}

/** A file: its picture or kind, name and size; a download, or an upload with its progress. */
export function FileChip(props: FileChipProps) {
  const {
    name,
    size,
    contentType = "",
    href,
    thumbnailSrc,
    progress,
    error,
    onRetry,
    onRemove,
    badge,
  } = props;
  const sending = progress !== undefined && !error;
  const { t, locale } = useSpeech();
  const about = sending
    ? t("ui.file.progress", { percent: Math.round(progress * 100) / 100, size: formatBytes(size, locale) })
    : `${fileKind(t, contentType, name)} · ${formatBytes(size, locale)}`;
  return (
    <div
      className={classNames(
        "relative flex h-12 w-60 max-w-full items-center gap-2.5 overflow-hidden rounded-lg bg-surface pe-1.5 ps-2 ring-1 ring-inset",
        error ? "ring-danger" : "ring-line",
        href && "transition-colors hover:bg-hover",
      )}
    >
      <span className="flex size-8 shrink-0 items-center justify-center overflow-hidden rounded-md bg-neutral-soft text-ink-muted">
        {thumbnailSrc ? (
          <img src={thumbnailSrc} alt="" loading="lazy" className="size-full object-cover" />
        ) : (
          <KindIcon contentType={contentType} />
        )}
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        {href ? (
          <a
            href={href}
            download={name}
            title={name}
            className="truncate text-xs font-medium text-ink outline-none after:absolute after:inset-0 focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
          >
            <bdi>{name}</bdi>
          </a>
        ) : (
          <span title={name} className="truncate text-xs font-medium text-ink">
            <bdi>{name}</bdi>
          </span>
        )}
        <span
          role={error ? "alert" : undefined}
          className={classNames(
            "flex items-center gap-1.5 truncate text-tiny tabular-nums",
            error ? "text-danger-ink" : "text-ink-muted",
          )}
        >
          {error ?? about}
          {badge}
        </span>
      </span>
      {error && onRetry && (
        <ChipButton label={t("ui.file.retry", { name })} onClick={onRetry}>
          <RotateCw aria-hidden className="size-3.5" />
        </ChipButton>
      )}
      {onRemove && (
        <ChipButton
          label={sending ? t("ui.file.stop", { name }) : t("ui.remove", { name })}
          onClick={onRemove}
        >
          <X aria-hidden className="size-3.5" />
        </ChipButton>
      )}
      {sending && (
        <ProgressBar
          value={progress}
          label={t("ui.file.sending", { name })}
          className="absolute inset-x-0 bottom-0"
        />
      )}
    </div>
  );
}

function ChipButton({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="relative z-1 flex size-(--hit) shrink-0 items-center justify-center rounded-md text-ink-faint transition-colors focus-ring hover:bg-pressed hover:text-ink"
    >
      {children}
    </button>
  );
}

function KindIcon({ contentType }: { contentType: string }) {
  const Icon = contentType.startsWith("image/")
    ? FileImage
    : /zip|tar|7z|rar|gzip/.test(contentType)
      ? FileArchive
      : /text|pdf|word|document/.test(contentType)
        ? FileText
        : FileIcon;
  return <Icon aria-hidden className="size-4" />;
}
