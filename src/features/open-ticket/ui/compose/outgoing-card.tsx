"use client";

import { Clock, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { listFormat } from "@/messages/list-format";
import { isolate } from "@/messages/isolate";
import { Button } from "@/ui/buttons/button";
import { classNames } from "@/ui/class-names";
import { FileChip } from "@/ui/files/chip";
import { Spinner } from "@/ui/marks/spinner";
import type { Outgoing } from "@/features/comments/ui/outgoing";
import type { CommentSend } from "./use-comment-send";

/** The props of OutgoingCard. */
export interface OutgoingCardProps {
  message: Outgoing;
  sender: CommentSend;
  /** The thread has its text already: only its files are still shown. */
  hasArrived: boolean;
  /** Moves text and files back into the composer. */
  onEdit: (message: Outgoing) => void;
  /** Its ticket takes no answers any more: the message moves into a new ticket. */
  onFollowUp: (message: Outgoing) => void;
  /** The pressed button disappears: the focus has to move. */
  onAgain: () => void;
}

/** A message that is being sent, or could not be sent: what is wrong, and what can be done. */
export function OutgoingCard({
  message,
  sender,
  hasArrived,
  onEdit,
  onFollowUp,
  onAgain,
}: OutgoingCardProps) {
  const t = useTranslate();
  const isStopped = message.state === "failed" || message.state === "stale";
  const unfinished = message.files.filter((file) => file.state !== "done");
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
        isStopped ? "ring-2 ring-inset ring-danger" : !message.internal && "ring-1 ring-inset ring-line",
      )}
    >
      {!hasArrived && message.body !== "" && (
        <p
          dir="auto"
          className={classNames("text-ui wrap-anywhere whitespace-pre-wrap", !isStopped && "text-ink-muted")}
        >
          {message.body}
        </p>
      )}
      {unfinished.length > 0 && (
        <ul aria-label={t("openTicket.outgoing.files")} className="flex flex-wrap gap-2">
          {unfinished.map((file) => (
            <li key={file.key} className="max-w-full">
              <FileChip
                name={file.name}
                size={file.size}
                contentType={file.type}
                {...(file.state === "failed"
                  ? { error: t("openTicket.outgoing.fileNotSent") }
                  : { progress: file.progress })}
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
      {!hasArrived && (
        <StateLine message={message} sender={sender} onEdit={onEdit} onFollowUp={onFollowUp} again={again} />
      )}
    </div>
  );
}

function StateLine({
  message,
  sender,
  onEdit,
  onFollowUp,
  again,
}: Pick<OutgoingCardProps, "message" | "sender" | "onEdit" | "onFollowUp"> & {
  again: (send: (key: string) => void) => void;
}) {
  const t = useTranslate();
  const { locale } = useSpeech();
  const edit = (
    <Button size="sm" onClick={() => onEdit(message)}>
      {t("openTicket.outgoing.edit")}
    </Button>
  );
  switch (message.state) {
    case "files":
      return null;
    case "sending":
      return (
        <p role="status" className="flex items-center gap-2 text-xs text-ink-muted">
          <Spinner /> {t(`openTicket.outgoing.${message.internal ? "savingNote" : "sending"}`)}
        </p>
      );
    case "held":
      return (
        <Line isCalm text={t("openTicket.outgoing.held")}>
          {edit}
        </Line>
      );
    case "waiting":
      return (
        <Line isCalm text={waitingWords(t, message)}>
          <Button size="sm" icon={<RotateCw aria-hidden />} onClick={() => again(sender.retry)}>
            {t("openTicket.outgoing.tryNow")}
          </Button>
          {edit}
        </Line>
      );
    case "stale":
      return (
        <Line text={t("openTicket.outgoing.stale", { names: namesOf(t, locale, message) })}>
          <Button size="sm" variant="primary" onClick={() => again(sender.sendAnyway)}>
            {t("openTicket.outgoing.sendAnyway")}
          </Button>
          {edit}
        </Line>
      );
    case "failed":
      return (
        <Line text={t("openTicket.outgoing.failed", { reason: message.error ?? "" })}>
          {message.code === "closed" ? (
            <Button size="sm" variant="primary" onClick={() => onFollowUp(message)}>
              {t("openTicket.outgoing.goOnInNew")}
            </Button>
          ) : (
            <Button
              size="sm"
              variant="primary"
              icon={<RotateCw aria-hidden />}
              onClick={() => again(sender.retry)}
            >
              {t("openTicket.outgoing.tryAgain")}
            </Button>
          )}
          {edit}
          <Button size="sm" variant="ghost" onClick={() => sender.discard(message.key)}>
            {t("openTicket.outgoing.discard")}
          </Button>
        </Line>
      );
  }
}

function Line({ text, isCalm, children }: { text: string; isCalm?: boolean; children: ReactNode }) {
  return (
    <div role={isCalm ? "status" : "alert"} className="flex flex-wrap items-center gap-2">
      <p
        className={classNames(
          "flex min-w-0 flex-1 basis-60 items-center gap-1.5 text-xs",
          isCalm ? "text-ink-muted" : "text-danger-ink",
        )}
      >
        {isCalm && <Clock aria-hidden className="size-3.5 shrink-0" />}
        {text}
      </p>
      {children}
    </div>
  );
}

function waitingWords(t: Translate, { code, error }: Outgoing): string {
  switch (code) {
    case "offline":
      return t("openTicket.outgoing.offline");
    case "unauthorized":
      return t("openTicket.outgoing.signedOut");
    default:
      return t("openTicket.outgoing.waiting", { reason: error ?? "" });
  }
}

function namesOf(t: Translate, locale: string, message: Outgoing): string {
  const names = [...new Set(message.newer.map((comment) => isolate(comment.author.name)))];
  return names.length === 0 ? t("openTicket.outgoing.somebody") : listFormat(locale).format(names);
}
