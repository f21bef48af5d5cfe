"use client";

import { useOutbox } from "@/client/outbox-provider";
import type { CommentDto } from "@/features/comments/schema";

/** A change of a comment that is not on the server yet. */
export interface CommentEdit {
  /** What the comment is to say, null where nothing is under way. */
  body: string | null;
  /** `waiting`: nothing answers, it goes by itself later. */
  state: "saving" | "waiting" | "failed" | null;
  error: string | null;
  save(body: string): void;
  retry(): void;
  /** Takes it out of the outbox. */
  discard(): void;
}

const EDIT = "edit";

/** Changing a comment through the outbox. */
export function useCommentEdit(comment: CommentDto): CommentEdit {
  const box = useOutbox();
  const mine = box.items.filter(
    (item) => item.about["what"] === EDIT && item.about["commentId"] === comment.id,
  );
  const last = mine.at(-1);
  const body = last?.body?.["body"];
  return {
    body: typeof body === "string" ? body : null,
    state: !last
      ? null
      : last.state === "stopped"
        ? "failed"
        : last.problem && box.shareOf(last.id) === null
          ? "waiting"
          : "saving",
    error: last?.problem ? (last.problem.errors[0]?.message ?? last.problem.detail) : null,
    save: (text) => {
      // What was wanted before and could not go is replaced by this.
      mine.filter((item) => item.state === "stopped").forEach((item) => void box.discard(item.id));
      box.add({
        lane: comment.ticketId,
        kind: "change",
        method: "PATCH",
        path: `/api/comments/${comment.id}`,
        body: { body: text },
        about: { what: EDIT, commentId: comment.id },
      });
    },
    retry: () => last && box.retry(last.id),
    discard: () => mine.forEach((item) => void box.discard(item.id)),
  };
}
