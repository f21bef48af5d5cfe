"use client";

import { CircleCheck } from "lucide-react";
import { Button } from "@/ui/button";
import { FileChip } from "@/ui/file-chip";
import { FileDrop } from "@/ui/file-drop";
import type { FileQueue, QueuedFile } from "./use-file-queue";
import type { NewTicket } from "./use-new-ticket";

const BYTES_PER_MB = 1024 * 1024;

/** The files that go with the ticket, and the place to add some. */
export function NewTicketFiles({ queue, maxFileBytes }: { queue: FileQueue; maxFileBytes: number }) {
  return (
    <div className="flex flex-col gap-3">
      <FileDrop
        onFiles={queue.add}
        label="Add files, or drop or paste them here"
        hint={`Up to ${Math.floor(maxFileBytes / BYTES_PER_MB)} MB each`}
      />
      {queue.files.length > 0 && !queue.areKept && (
        <p role="status" className="text-note text-ink-muted">
          This browser cannot keep these files: after a reload they have to be chosen again.
        </p>
      )}
      <Chips files={queue.files} onRemove={queue.remove} />
    </div>
  );
}

/** The ticket is filed; its files are on their way, or some did not arrive. */
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
  const isStuck = ticket.phase === "stuck";
  const isAllThere = files.files.every((one) => one.state === "sent");
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="flex items-center gap-2 font-medium">
        <CircleCheck aria-hidden className="size-4 text-success" />
        {isStuck && !isAllThere
          ? `#${number} is filed, but not every file arrived.`
          : `#${number} is filed. Sending its files…`}
      </p>
      <Chips files={files.files} onRetry={(key) => void files.retry(ticketId, key)} />
      {isStuck && (
        <div>
          <Button variant="primary" onClick={ticket.leave}>
            {isAllThere ? `Go to #${number}` : `Go to #${number} without them`}
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
  if (files.length === 0) {
    return null;
  }
  return (
    <ul aria-label="Files" className="flex flex-wrap gap-2">
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
