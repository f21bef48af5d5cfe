"use client";

import { ArrowDown, Paperclip } from "lucide-react";
import { useMemo, useState, type ReactNode } from "react";
import { AttachmentList } from "@/features/attachments/ui/attachment-list";
import { useAttachmentDelete } from "@/features/attachments/ui/use-attachment-delete";
import { CommentItem } from "@/features/comments/ui/comment-item";
import { hasArrived, type Outgoing } from "@/features/comments/ui/outgoing";
import { OutgoingCard } from "@/features/comments/ui/outgoing-card";
import type { CommentSend } from "@/features/comments/ui/use-comment-send";
import { AlertDialog } from "@/ui/alert-dialog";
import { VisuallyHidden } from "@/ui/visually-hidden";
import { useTicket } from "./ticket-context";
import { TicketDescription } from "./ticket-description";
import { TicketEventLine } from "./ticket-event-line";
import { DESCRIPTION, seenBy } from "./ticket-seen-by";
import { SeenLine } from "./ticket-seen-line";
import { buildThread, type ThreadItem } from "./ticket-thread-items";
import { useCategories } from "./use-pickers";
import { useReaders } from "./use-readers";
import type { Reading } from "./use-ticket-reading";

/** What a TicketThread takes. */
export interface TicketThreadProps {
  reading: Reading;
  sender: CommentSend;
  onEditOutgoing: (message: Outgoing) => void;
  onSentAgain: () => void;
}

/** Everything that was said and done, oldest first. */
export function TicketThread({ reading, sender, onEditOutgoing, onSentAgain }: TicketThreadProps) {
  const { state, viewer, rights, ticket } = useTicket();
  const { list, end, announcement } = reading;
  // Where this person had stopped when the page was opened: the line stays while they read on.
  const [unread] = useState({ after: ticket.lastReadVersion ?? 0, until: state.version });
  const categories = useCategories();
  const deletion = useAttachmentDelete();
  const readers = useReaders(ticket.id, rights.isStaff);
  const seen = useMemo(() => seenBy(state, readers, viewer.id), [state, readers, viewer.id]);
  const items = useMemo(
    () =>
      buildThread(state, viewer.id, unread, {
        categories: new Map(categories.map(({ key, name }) => [key, name])),
        isStaff: rights.isStaff,
      }),
    [state, viewer.id, unread, categories, rights.isStaff],
  );
  const hintOf = (authorId: string, role: string): { authorHint?: string } =>
    authorId === ticket.requester.id
      ? rights.isStaff
        ? { authorHint: "Requester" }
        : {}
      : !rights.isStaff && role !== "user" && role !== "guest"
        ? { authorHint: "Support" }
        : {};

  function row(item: ThreadItem): ReactNode {
    switch (item.kind) {
      case "comment":
        return (
          <>
            <CommentItem
              comment={item.comment}
              {...hintOf(item.comment.author.id, item.comment.author.role)}
              onRemoveFile={deletion.ask}
            />
            <SeenLine readers={seen.get(item.comment.id)} />
          </>
        );
      case "event":
        return <TicketEventLine actor={item.actor} sentences={item.sentences} at={item.at} />;
      case "files": {
        const [first] = item.files;
        return (
          <div className="flex flex-col gap-2 sm:pl-11">
            <p className="flex items-center gap-1.5 px-1 text-note text-ink-muted">
              <Paperclip aria-hidden className="size-3.5 shrink-0" />
              <span>
                <span className="font-medium">{first?.uploader.name}</span> added{" "}
                {item.files.length === 1 ? "a file" : `${item.files.length} files`}
              </span>
            </p>
            <AttachmentList
              attachments={item.files}
              onRemove={
                first && rights.mayChangeOwn({ ownerId: first.uploader.id, internal: first.internal })
                  ? deletion.ask
                  : undefined
              }
            />
          </div>
        );
      }
      case "unread":
        return (
          <div
            data-unread-line
            className="flex items-center gap-3 text-note font-medium text-accent-ink before:h-px before:flex-1 before:bg-accent/40 after:h-px after:flex-1 after:bg-accent/40"
          >
            New since you were here
          </div>
        );
    }
  }

  return (
    <>
      <ol ref={list} aria-label="Conversation" className="flex flex-col gap-4">
        <li>
          <TicketDescription onRemoveFile={deletion.ask} />
          <SeenLine readers={seen.get(DESCRIPTION)} />
        </li>
        {items.map((item) => (
          <li
            key={item.key}
            id={item.kind === "comment" ? `message-${item.comment.id}` : undefined}
            tabIndex={item.kind === "comment" ? -1 : undefined}
            className="scroll-mt-4 rounded-xl outline-none"
          >
            {row(item)}
          </li>
        ))}
        {sender.outgoing.map((message) => (
          <li key={message.key} className="empty:hidden sm:pl-11">
            <OutgoingCard
              message={message}
              sender={sender}
              hasArrived={message.body === "" || hasArrived(message, state.comments, viewer.id)}
              onEdit={onEditOutgoing}
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
        title={`Remove ${deletion.asked?.name ?? "this file"}?`}
        description="The file goes for good, for everybody."
        confirmLabel="Remove"
        onConfirm={deletion.confirm}
      />
    </>
  );
}

/** "2 new messages": what came below the screen, one press away. Nothing moves until then. */
export function ArrivalPill({ reading }: { reading: Reading }) {
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
        {count === 1 ? "1 new message" : `${count} new messages`}
      </button>
    </div>
  );
}
