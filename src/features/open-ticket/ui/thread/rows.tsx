"use client";

import { Paperclip } from "lucide-react";
import { memo, useMemo, useState, type ReactNode } from "react";
import { useTicketRequests } from "@/features/assignment-requests/ui/use-requests";
import type { AttachmentDto } from "@/features/attachments/schema";
import { AttachmentList } from "@/features/attachments/ui/attachment-list";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { useTimeZone } from "@/ui/time/use-zone";
import { CommentItem } from "./comment-item";
import { editKind, useChangedComments } from "@/features/comments/ui/use-comment-edit";
import { useDraftKinds } from "@/features/drafts/ui/use-draft";
import type { CommentDto } from "@/features/comments/schema";
import type { PersonDto } from "@/features/users/schema";
import { isStaffRole } from "@/shared/roles";
import { ErrorBoundary } from "@/ui/states/error-boundary";
import { PlainText } from "@/ui/text/markdown";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { EarlierMessages } from "./earlier-messages";
import { TicketDescription } from "./description";
import { DESCRIPTION, seenBy } from "./seen-by";
import { SeenLine, TicketEventLine } from "./lines";
import { threadBuilder, type ThreadItem } from "./items";
import { useCategories } from "@/features/tickets/ui/use-pickers";
import { useReaders } from "./use-readers";

type RemoveFile = (attachment: AttachmentDto) => void;

/**
 * The description and everything after it, oldest first. The subscriptions are here, once, and each row gets
 * only its own data: in a thread of hundreds only the changed rows are rendered, and none while the person
 * types below it. `onRemoveFile` has to stay the same function.
 */
export const ThreadRows = memo(function ThreadRows({ onRemoveFile }: { onRemoveFile: RemoveFile }) {
  const t = useTranslate();
  const { locale } = useSpeech();
  const timeZone = useTimeZone();
  const { state, viewer, rights, ticket, isPreview } = useTicket();
  // Up to where this person had read when the page was opened: the line stays while they read on.
  const [unread] = useState({ after: ticket.lastReadVersion ?? 0, until: state.version });
  const categories = useCategories();
  const drafts = useDraftKinds(ticket.id);
  const changed = useChangedComments();
  const readers = useReaders(ticket.id, rights.isStaff);
  const seen = useMemo(() => seenBy(state, readers, viewer.id), [state, readers, viewer.id]);
  const build = useMemo(
    () =>
      threadBuilder(viewer.id, unread, {
        t,
        locale,
        timeZone,
        categories: new Map(categories.map(({ key, name }) => [key, name])),
        isStaff: rights.isStaff,
      }),
    [t, locale, timeZone, viewer.id, unread, categories, rights.isStaff],
  );
  const requests = useTicketRequests(ticket.id, rights.isStaff);
  const items = useMemo(() => build(state, requests), [build, state, requests]);

  function hintOf({ author, ticketId }: CommentDto): string | undefined {
    const who = roleOf(author);
    const other = ticket.mergedTickets?.find((one) => one.id === ticketId);
    if (!other) {
      return who;
    }
    const number = String(other.number);
    const its = author.id === other.requester.id ? t("openTicket.thread.requester") : who;
    return its ? t("merging.from", { number, who: its }) : t("merging.number", { number });
  }

  function roleOf({ id, role }: PersonDto): string | undefined {
    if (id === ticket.requester.id) {
      return rights.isStaff ? t("openTicket.thread.requester") : undefined;
    }
    return !rights.isStaff && isStaffRole(role) ? t("openTicket.thread.support") : undefined;
  }

  function row(item: ThreadItem): ReactNode {
    switch (item.kind) {
      case "comment": {
        const { id, author, internal } = item.comment;
        return (
          <>
            <CommentItem
              comment={item.comment}
              authorHint={hintOf(item.comment)}
              isMine={author.id === viewer.id}
              mayChange={rights.mayChangeOwn({ ownerId: author.id, internal })}
              hasDraft={!isPreview && drafts.has(editKind(id))}
              hasChange={!isPreview && changed.has(id)}
              onRemoveFile={onRemoveFile}
            />
            <SeenLine readers={seen.get(id)} />
          </>
        );
      }
      case "event":
        return <TicketEventLine actor={item.actor} sentences={item.sentences} at={item.at} />;
      case "files": {
        const [first] = item.files;
        const mayRemove =
          first !== undefined &&
          rights.mayChangeOwn({ ownerId: first.uploader.id, internal: first.internal });
        return <LooseFiles files={item.files} onRemove={mayRemove ? onRemoveFile : undefined} />;
      }
      case "unread":
        return (
          <div
            data-unread-line
            className="flex items-center gap-3 text-note font-medium text-accent-ink before:h-px before:flex-1 before:bg-accent/40 after:h-px after:flex-1 after:bg-accent/40"
          >
            {t("openTicket.thread.newSince")}
          </div>
        );
    }
  }

  return (
    <>
      <li className={state.earlier ? "[overflow-anchor:none]" : undefined}>
        <TicketDescription onRemoveFile={onRemoveFile} />
        <SeenLine readers={seen.get(DESCRIPTION)} />
      </li>
      <EarlierMessages />
      {items.map((item) => (
        <li
          key={item.key}
          id={item.kind === "comment" ? `message-${item.comment.id}` : undefined}
          tabIndex={item.kind === "comment" ? -1 : undefined}
          className="scroll-mt-4 rounded-xl outline-none"
        >
          <ErrorBoundary fallback={<PlainText>{plainText(item)}</PlainText>}>{row(item)}</ErrorBoundary>
        </li>
      ))}
    </>
  );
});

/** The fallback for an entry that cannot be rendered. */
function plainText(item: ThreadItem): string {
  switch (item.kind) {
    case "comment":
      return `${item.comment.author.name}: ${item.comment.body}`;
    case "event":
      return [item.actor ?? "", ...item.sentences].join(" ");
    case "files":
      return item.files.map((file) => file.name).join(", ");
    case "unread":
      return "";
  }
}

/** Files that came without a message. */
const LooseFiles = memo(function LooseFiles({
  files,
  onRemove,
}: {
  files: readonly AttachmentDto[];
  onRemove: RemoveFile | undefined;
}) {
  const t = useTranslate();
  return (
    <div className="flex flex-col gap-2 sm:ps-11">
      <p className="flex items-center gap-1.5 px-1 text-note text-ink-muted">
        <Paperclip aria-hidden className="size-3.5 shrink-0" />
        <span>
          {t.rich("openTicket.thread.filesAdded", {
            name: files[0]?.uploader.name ?? "",
            bdi: (name) => <bdi className="font-medium">{name}</bdi>,
            count: files.length,
          })}
        </span>
      </p>
      <AttachmentList attachments={files} onRemove={onRemove} />
    </div>
  );
});
