"use client";

import { CircleCheck } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { FileChip } from "@/ui/files/chip";
import { FileDrop } from "@/ui/files/drop";
import type { FileQueue, QueuedFile } from "./use-file-queue";
import type { NewTicket } from "./use-new-ticket";

const BYTES_PER_MB = 1024 * 1024;

/** The files of the new ticket, and the area to add some. */
export function NewTicketFiles({ queue, maxFileBytes }: { queue: FileQueue; maxFileBytes: number }) {
  const t = useTranslate();
  return (
    <div className="flex flex-col gap-3">
      <FileDrop
        onFiles={queue.add}
        label={t("tickets.new.addFiles")}
        hint={t("tickets.new.fileSize", { megabytes: Math.floor(maxFileBytes / BYTES_PER_MB) })}
      />
      {queue.files.length > 0 && !queue.areKept && (
        <p role="status" className="text-note text-ink-muted">
          {t("tickets.new.filesNotKept")}
        </p>
      )}
      <Chips files={queue.files} onRemove={queue.remove} />
    </div>
  );
}

/** The ticket is filed; its files are being uploaded, or some failed. */
export function NewTicketSending({
  ticket,
  number,
  ticketId,
  files,
}: {
  ticket: NewTicket;
  number: number;
  ticketId: string;
  files: FileQueue;
}) {
  const t = useTranslate();
  const isStuck = ticket.phase === "stuck";
  const isAllThere = files.files.every((one) => one.state === "sent");
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="flex items-center gap-2 font-medium">
        <CircleCheck aria-hidden className="size-4 text-success" />
        {t(`tickets.new.${isStuck && !isAllThere ? "filesMissing" : "sendingFiles"}`, {
          number: String(number),
        })}
      </p>
      <Chips files={files.files} onRetry={(key) => void files.retry(ticketId, key)} />
      {isStuck && (
        <div>
          <Button variant="primary" onClick={ticket.leave}>
            {t(`tickets.new.${isAllThere ? "goOn" : "goOnWithout"}`, { number: String(number) })}
          </Button>
        </div>
      )}
    </div>
  );
}

function Chips({
  files,
  onRemove,
  onRetry,
}: {
  files: readonly QueuedFile[];
  onRemove?: (key: string) => void;
  onRetry?: (key: string) => void;
}) {
  const t = useTranslate();
  if (files.length === 0) {
    return null;
  }
  return (
    <ul aria-label={t("tickets.new.files")} className="flex flex-wrap gap-2">
      {files.map(({ key, file, state, progress, error }) => (
        <li key={key} className="max-w-full">
          <FileChip
            name={file.name}
            size={file.size}
            contentType={file.type}
            progress={state === "sending" ? progress : undefined}
            error={error ?? undefined}
            onRetry={onRetry && (() => onRetry(key))}
            onRemove={onRemove && (() => onRemove(key))}
          />
        </li>
      ))}
    </ul>
  );
}
