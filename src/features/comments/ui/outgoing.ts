import type { CommentDto } from "@/features/comments/schema";
import type { Status } from "@/features/tickets/schema";

/** A file on its way. */
export interface OutgoingFile {
  /** Also its Idempotency-Key. */
  key: string;
  file: File;
  /** 0..1. */
  progress: number;
  state: "waiting" | "sending" | "failed" | "done";
  error: string | null;
}

/** Something that was sent and is not all there yet. */
export interface Outgoing {
  /** Also the Idempotency-Key of its text. */
  key: string;
  /** Empty where only files are sent. */
  body: string;
  internal: boolean;
  at: string;
  /** `stale`: somebody answered meanwhile, and the person has to look first. `files`: the text is there, files follow. */
  state: "sending" | "failed" | "stale" | "files";
  error: string | null;
  /** Nothing answered: it is sent again by itself when the line is back. */
  isOffline: boolean;
  /** Up to where its author had seen the ticket; undefined sends in any case. */
  version: number | undefined;
  commentId: string | null;
  files: readonly OutgoingFile[];
  /** The status that the ticket gets once the text is there. */
  then: Status | null;
  /** What stood in the thread when it was sent: whatever else has this text and author is this one, arrived. */
  knownIds: ReadonlySet<string>;
  /** Who answered meanwhile. */
  newer: readonly CommentDto[];
}

/** Whether the thread shows its text already, by the event or by the answer. */
export function hasArrived(outgoing: Outgoing, comments: readonly CommentDto[], viewerId: string): boolean {
  return comments.some((comment) =>
    outgoing.commentId === null
      ? comment.author.id === viewerId &&
        !outgoing.knownIds.has(comment.id) &&
        comment.internal === outgoing.internal &&
        comment.body.trim() === outgoing.body.trim()
      : comment.id === outgoing.commentId,
  );
}

/** Whether nothing is left to do for it. */
export function isDone(outgoing: Outgoing): boolean {
  return outgoing.state === "files" && outgoing.files.every((file) => file.state === "done");
}

/** The problem document's comments of a stale reply. */
export function newerComments(value: unknown): CommentDto[] {
  return Array.isArray(value) ? value.filter(isComment) : [];
}

/** The comments with one more, each once, oldest first. */
export function withComment(comments: readonly CommentDto[], added: CommentDto): CommentDto[] {
  const others = comments.filter((one) => one.id !== added.id);
  return [...others, added].sort((a, b) =>
    a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id) ? -1 : 1,
  );
}

function isComment(value: unknown): value is CommentDto {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    "body" in value &&
    "author" in value &&
    "createdAt" in value
  );
}
