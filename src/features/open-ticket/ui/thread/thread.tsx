"use client";

import { ArrowDown } from "lucide-react";
import { useAttachmentDelete } from "@/features/attachments/ui/use-attachment-delete";
import { hasArrived, type Outgoing } from "@/features/comments/ui/outgoing";
import { OutgoingCard } from "@/features/open-ticket/ui/compose/outgoing-card";
import type { CommentSend } from "@/features/open-ticket/ui/compose/use-comment-send";
import { useTranslate } from "@/messages/translate-provider";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { VisuallyHidden } from "@/ui/text/visually-hidden";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { ThreadRows } from "./rows";
import type { Reading } from "./use-ticket-reading";

/** The props of TicketThread. */
export interface TicketThreadProps {
  reading: Reading;
  sender: CommentSend;
  onEditOutgoing: (message: Outgoing) => void;
  onFollowUp: (message: Outgoing) => void;
  onSentAgain: () => void;
}

/** Everything that was said and done, oldest first. */
export function TicketThread({
  reading,
  sender,
  onEditOutgoing,
  onFollowUp,
  onSentAgain,
}: TicketThreadProps) {
  const t = useTranslate();
  const { state, viewer } = useTicket();
  const { list, end, announcement } = reading;
  const deletion = useAttachmentDelete();
  return (
    <>
      <ol ref={list} aria-label={t("openTicket.thread.label")} className="flex flex-col gap-4">
        <ThreadRows onRemoveFile={deletion.ask} />
        {sender.outgoing.map((message) => (
          <li key={message.key} className="empty:hidden sm:ps-11">
            <OutgoingCard
              message={message}
              sender={sender}
              hasArrived={message.body === "" || hasArrived(message, state.comments, viewer.id)}
              onEdit={onEditOutgoing}
              onFollowUp={onFollowUp}
              onAgain={onSentAgain}
            />
          </li>
        ))}
      </ol>
      <div ref={end} aria-hidden className="h-px" />
      <VisuallyHidden live="polite">{announcement}</VisuallyHidden>
      <AlertDialog
        open={deletion.asked !== null}
        onOpenChange={(open) => !open && deletion.leave()}
        danger
        title={
          deletion.asked
            ? t("openTicket.thread.removeFile", { name: deletion.asked.name })
            : t("openTicket.thread.removeThisFile")
        }
        description={t("openTicket.thread.removeFileText")}
        confirmLabel={t("openTicket.thread.remove")}
        onConfirm={deletion.confirm}
      />
    </>
  );
}

/** "2 new messages": a button to those that came below the screen. Nothing moves until it is pressed. */
export function ArrivalPill({ reading }: { reading: Reading }) {
  const t = useTranslate();
  const count = reading.arrivals.length;
  if (count === 0) {
    return null;
  }
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-full z-10 mb-3 flex justify-center">
      <button
        type="button"
        onClick={reading.showArrivals}
        className="pointer-events-auto inline-flex min-h-8 items-center gap-1.5 rounded-full bg-accent px-3.5 text-note font-medium text-on-accent shadow-float transition-colors focus-ring hover:bg-accent-hover"
      >
        <ArrowDown aria-hidden className="size-3.5" />
        {t("openTicket.thread.arrivals", { count })}
      </button>
    </div>
  );
}
