import { sameAsBefore } from "@/client/cache/same-as-before";
import type { AssignmentRequestDto } from "@/features/assignment-requests/schema";
import { requestLines } from "@/features/assignment-requests/ui/request-words";
import type { AttachmentDto } from "@/features/attachments/schema";
import type { CommentDto } from "@/features/comments/schema";
import type { HistoryEntry } from "@/features/open-ticket/ui/state/history";
import { changeSentences, type ChangeWords } from "./event-words";
import type { OpenTicket } from "@/features/open-ticket/ui/state/room-state";

/** One entry of the thread, oldest first. */
export type ThreadItem =
  | { kind: "comment"; key: string; at: string; comment: CommentDto }
  /** Files that came without a message. */
  | { kind: "files"; key: string; at: string; files: AttachmentDto[] }
  | { kind: "event"; key: string; at: string; actor: string | null; sentences: string[] }
  /** Everything below is new to this person. */
  | { kind: "unread"; key: string };

type DatedItem = Exclude<ThreadItem, { kind: "unread" }>;

/** How long after filing the requester's files still belong to the description. */
const WITH_DESCRIPTION_MILLISECONDS = 10 * 60 * 1000;

/** The files that were filed together with the description. */
export function filesOfDescription({
  ticket,
  attachments,
}: Pick<OpenTicket, "ticket" | "attachments">): AttachmentDto[] {
  const until = Date.parse(ticket.createdAt) + WITH_DESCRIPTION_MILLISECONDS;
  return attachments.filter(
    (file) =>
      file.commentId === null &&
      file.uploader.id === ticket.requester.id &&
      !file.internal &&
      Date.parse(file.createdAt) <= until,
  );
}

/** The unread range when the page was opened: after the one version, up to the other. */
export interface UnreadRange {
  after: number;
  until: number;
}

/**
 * Builds a ticket's thread as the ticket changes: an unchanged entry stays the same object, so it is not
 * rendered again.
 */
export function threadBuilder(
  viewerId: string,
  unread: UnreadRange,
  words: ChangeWords,
): (state: OpenTicket, requests?: readonly AssignmentRequestDto[]) => ThreadItem[] {
  const kept = sameAsBefore<ThreadItem>((item) => item.key);
  return (state, requests) => kept(buildThread(state, viewerId, unread, words, requests));
}

/** Comments, loose files, history and requests to assign it, merged by time, with a line above the unread part. */
export function buildThread(
  state: OpenTicket,
  viewerId: string,
  unread: UnreadRange,
  words: ChangeWords,
  requests: readonly AssignmentRequestDto[] = [],
): ThreadItem[] {
  const own = new Set(filesOfDescription(state).map((file) => file.id));
  const loose = state.attachments.filter((file) => file.commentId === null && !own.has(file.id));
  const items: DatedItem[] = [
    ...state.comments.map((comment) => ({
      kind: "comment" as const,
      key: comment.id,
      at: comment.createdAt,
      comment,
    })),
    ...loose.map((file) => ({ kind: "files" as const, key: file.id, at: file.createdAt, files: [file] })),
    ...state.history.flatMap((entry) => eventItem(entry, words)),
    ...requests.flatMap((request) => requestItems(request, words)),
  ];
  const from = state.earlier?.from ?? "";
  const loaded = items.filter((item) => item.at >= from);
  loaded.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return withUnreadLine(joined(loaded), state, viewerId, unread);
}

function eventItem(entry: HistoryEntry, words: ChangeWords): Extract<ThreadItem, { kind: "event" }>[] {
  const sentences = changeSentences(entry, words);
  return sentences.length === 0
    ? []
    : [{ kind: "event", key: entry.eventId, at: entry.at, actor: entry.actor?.name ?? null, sentences }];
}

function requestItems(
  request: AssignmentRequestDto,
  { t }: ChangeWords,
): Extract<ThreadItem, { kind: "event" }>[] {
  return requestLines(t, request).map(({ sentence, ...line }) => ({
    kind: "event",
    ...line,
    sentences: [sentence],
  }));
}

const TOGETHER_MILLISECONDS = 2 * 60 * 1000;

function joined(items: readonly DatedItem[]): ThreadItem[] {
  const thread: DatedItem[] = [];
  for (const item of items) {
    const last = thread.at(-1);
    const both = last ? asOne(last, item) : null;
    if (both) {
      thread.pop();
    }
    thread.push(both ?? item);
  }
  return thread;
}

/** Merges several files or changes of one person within a short time into one entry; null when they do not belong together. */
function asOne(last: DatedItem, item: DatedItem): DatedItem | null {
  if (Date.parse(item.at) - Date.parse(last.at) >= TOGETHER_MILLISECONDS) {
    return null;
  }
  if (last.kind === "event" && item.kind === "event" && last.actor === item.actor) {
    return { ...last, at: item.at, sentences: [...last.sentences, ...item.sentences] };
  }
  if (last.kind !== "files" || item.kind !== "files") {
    return null;
  }
  const [before] = last.files;
  const [first] = item.files;
  return before?.uploader.id === first?.uploader.id && before?.internal === first?.internal
    ? { ...last, files: [...last.files, ...item.files] }
    : null;
}

function withUnreadLine(
  items: ThreadItem[],
  { history }: OpenTicket,
  viewerId: string,
  { after, until }: UnreadRange,
): ThreadItem[] {
  // For a person who never opened the ticket everything is new: no line is needed.
  if (after === 0) {
    return items;
  }
  const unread = new Set(
    history
      .filter(
        (entry) =>
          entry.name === "comment:added" &&
          entry.version > after &&
          entry.version <= until &&
          entry.actor?.id !== viewerId,
      )
      .map((entry) => entry.thingId),
  );
  const index = items.findIndex((item) => item.kind === "comment" && unread.has(item.comment.id));
  return index < 0
    ? items
    : [...items.slice(0, index), { kind: "unread", key: "unread" }, ...items.slice(index)];
}
