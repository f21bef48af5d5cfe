import { inOrder, type OutboxItem } from "@/client/outbox/outbox";
import type { CommentDto } from "@/features/comments/schema";

/** A file on its way. */
export interface OutgoingFile {
  key: string;
  name: string;
  size: number;
  type: string;
  /** 0..1. */
  progress: number;
  state: "waiting" | "failed" | "done";
  error: string | null;
}

/** A message that is not completely on the server yet. */
export interface Outgoing {
  key: string;
  /** Empty where only files are sent. */
  body: string;
  internal: boolean;
  /**
   * `waiting`: no connection, it is sent by itself later. `held`: an earlier message has to be sent first.
   * `stale`: another person answered meanwhile, and the author has to read that first. `files`: the text is
   * on the server, files follow.
   */
  state: "sending" | "waiting" | "held" | "failed" | "stale" | "files";
  /** Why it waits or failed. */
  code: string | null;
  error: string | null;
  commentId: string | null;
  files: readonly OutgoingFile[];
  /** It was sent at least once, and may have arrived. */
  wasTried: boolean;
  /** The time of the thread's last comment when it was sent: a later comment with its text and author is this one. */
  knownUntil: string;
  /** The people who answered meanwhile. */
  newer: readonly CommentDto[];
}

/** The marker of an outbox item that is a message. */
export const MESSAGE = "message";

/** The messages in a ticket's outbox queue, in their order. `shareOf` gives the sent share of what is being sent. */
export function outgoingOf(queue: readonly OutboxItem[], shareOf: (id: string) => number | null): Outgoing[] {
  let isInUse = false;
  return inOrder(queue).flatMap((item) => {
    if (item.about["what"] !== MESSAGE) {
      return [];
    }
    const outgoing = toOutgoing(item, isInUse, shareOf);
    isInUse ||= item.state !== "files";
    return [outgoing];
  });
}

/** Whether the thread shows its text already, from the event or the answer. */
export function hasArrived(outgoing: Outgoing, comments: readonly CommentDto[], viewerId: string): boolean {
  if (outgoing.commentId !== null) {
    return comments.some((comment) => comment.id === outgoing.commentId);
  }
  return (
    outgoing.wasTried &&
    (outgoing.state === "sending" || outgoing.state === "waiting") &&
    comments.some(
      (comment) =>
        comment.author.id === viewerId &&
        comment.createdAt > outgoing.knownUntil &&
        comment.internal === outgoing.internal &&
        comment.body.trim() === outgoing.body.trim(),
    )
  );
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

/** Whether a value is a comment as the API gives it. */
export function isComment(value: unknown): value is CommentDto {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    "body" in value &&
    "author" in value &&
    "createdAt" in value
  );
}

function toOutgoing(item: OutboxItem, isInUse: boolean, shareOf: (id: string) => number | null): Outgoing {
  const { body, about, problem } = item;
  return {
    key: item.id,
    body: typeof body?.["body"] === "string" ? body["body"] : "",
    internal: about["internal"] === true,
    state: stateOf(item, isInUse, shareOf(item.id) !== null),
    code: problem?.code ?? null,
    error: problem ? (problem.errors[0]?.message ?? problem.detail) : null,
    commentId: item.answerId,
    files: item.files.map((file) => ({ ...file, progress: shareOf(file.key) ?? 0 })),
    wasTried: item.triedAt !== null,
    knownUntil: typeof about["knownUntil"] === "string" ? about["knownUntil"] : "",
    newer: newerComments(problem?.members["comments"]),
  };
}

function stateOf({ state, problem }: OutboxItem, isInUse: boolean, isOnItsWay: boolean): Outgoing["state"] {
  if (state === "files") {
    return "files";
  }
  if (state === "stopped") {
    return problem?.code === "stale_reply" ? "stale" : "failed";
  }
  if (isInUse) {
    return "held";
  }
  return problem !== null && !isOnItsWay ? "waiting" : "sending";
}
