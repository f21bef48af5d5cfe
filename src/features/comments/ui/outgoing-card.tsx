"use client";

import { RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/ui/button";
import { classNames } from "@/ui/class-names";
import { FileChip } from "@/ui/file-chip";
import { Spinner } from "@/ui/spinner";
import type { Outgoing } from "./outgoing";
import type { CommentSend } from "./use-comment-send";

/** What an OutgoingCard takes. */
export interface OutgoingCardProps {
  message: Outgoing;
  sender: CommentSend;
  /** The thread has its text already: only its files are still shown. */
  hasArrived: boolean;
  /** Puts the text and files back where they can be edited. */
  onEdit: (message: Outgoing) => void;
  /** The button that was pressed goes away: the keyboard needs another place. */
  onAgain: () => void;
}

/** A message on its way, or one that could not go: what is wrong, and what can be done. */
export function OutgoingCard({ message, sender, hasArrived, onEdit, onAgain }: OutgoingCardProps) {
  const isTroubled = message.state === "failed" || message.state === "stale";
  const unfinished = message.files.filter((file) => file.state !== "done");
  function edit(): void {
    sender.discard(message.key);
    onEdit(message);
  }
  function again(send: (key: string) => void): void {
    send(message.key);
    onAgain();
  }
  if (hasArrived && unfinished.length === 0) {
    return null;
  }
  return (
    <div
      className={classNames(
        "flex w-full flex-col gap-2 rounded-xl px-4 py-3",
        message.internal ? "border border-dashed border-aside-line bg-aside" : "bg-canvas",
        isTroubled ? "ring-2 ring-inset ring-danger" : !message.internal && "ring-1 ring-inset ring-line",
      )}
    >
      {!hasArrived && message.body !== "" && (
        <p className={classNames("text-ui whitespace-pre-wrap", !isTroubled && "text-ink-muted")}>
          {message.body}
        </p>
      )}
      {unfinished.length > 0 && (
        <ul aria-label="Files on their way" className="flex flex-wrap gap-2">
          {unfinished.map((file) => (
            <li key={file.key} className="max-w-full">
              <FileChip
                name={file.file.name}
                size={file.file.size}
                contentType={file.file.type}
                {...(file.state === "failed" ? { error: "Not sent" } : { progress: file.progress })}
                onRetry={() => sender.retry(message.key)}
                onRemove={() => sender.dropFile(message.key, file.key)}
              />
            </li>
          ))}
        </ul>
      )}
      {unfinished.map((file) =>
        file.state === "failed" && file.error ? (
          <p key={file.key} role="alert" className="text-xs text-danger-ink">
            {file.error}
          </p>
        ) : null,
      )}
      {message.state === "sending" && (
        <p role="status" className="flex items-center gap-2 text-xs text-ink-muted">
          <Spinner /> {message.internal ? "Saving the note…" : "Sending…"}
        </p>
      )}
      {message.state === "failed" && (
        <Trouble
          text={
            message.isOffline
              ? "Not sent yet: the help desk cannot be reached. This goes out by itself when you are back online."
              : `Not sent. ${message.error ?? ""}`
          }
        >
          <Button
            size="sm"
            variant="primary"
            icon={<RotateCw aria-hidden />}
            onClick={() => again(sender.retry)}
          >
            Try again
          </Button>
          <Button size="sm" onClick={edit}>
            Edit
          </Button>
        </Trouble>
      )}
      {message.state === "stale" && (
        <Trouble
          text={`Not sent yet: ${namesOf(message)} answered while you were writing. Read it above first.`}
        >
          <Button size="sm" variant="primary" onClick={() => again(sender.sendAnyway)}>
            Send anyway
          </Button>
          <Button size="sm" onClick={edit}>
            Edit
          </Button>
        </Trouble>
      )}
    </div>
  );
}

function Trouble({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2">
      <p className="min-w-0 flex-1 basis-60 text-xs text-danger-ink">{text}</p>
      {children}
    </div>
  );
}

function namesOf(message: Outgoing): string {
  const names = [...new Set(message.newer.map((comment) => comment.author.name))];
  return names.length === 0 ? "somebody" : names.join(" and ");
}
