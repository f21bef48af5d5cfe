"use client";

import { useMemo } from "react";
import { useOutbox } from "@/client/outbox/provider";
import type { CommentDto } from "@/features/comments/schema";

/** A change of a comment that is not on the server yet. */
export interface CommentEdit {
  /** What the comment is to say, null where nothing is under way. */
  body: string | null;
  /** What is shown of the comment: what it is to say while that is on its way, else what it says. */
  shown: string;
  /** `waiting`: nothing answers, it goes by itself later. */
  state: "saving" | "waiting" | "failed" | null;
  error: string | null;
  save(body: string): void;
  retry(): void;
  /** Takes it out of the outbox. */
  discard(): void;
}

const EDIT = "edit";

/** The name among drafts of the field in which a comment is changed. */
export function editKind(commentId: string): string {
  return `edit-${commentId}`;
}

/** The ids of the comments that have a change in the outbox: for all the others there is nothing to follow. */
export function useChangedComments(): ReadonlySet<string> {
  const { items } = useOutbox();
  return useMemo(
    () =>
      new Set(
        items.filter((item) => item.about["what"] === EDIT).map((item) => String(item.about["commentId"])),
      ),
    [items],
  );
}

/** Changing a comment through the outbox. */
export function useCommentEdit(comment: CommentDto): CommentEdit {
  const outbox = useOutbox();
  const mine = outbox.items.filter(
    (item) => item.about["what"] === EDIT && item.about["commentId"] === comment.id,
  );
  const last = mine.at(-1);
  const text = last?.body?.["body"];
  const body = typeof text === "string" ? text : null;
  const state = !last
    ? null
    : last.state === "stopped"
      ? "failed"
      : last.problem && outbox.shareOf(last.id) === null
        ? "waiting"
        : "saving";
  return {
    body,
    state,
    shown: state === "saving" || state === "waiting" ? (body ?? comment.body) : comment.body,
    error: last?.problem ? (last.problem.errors[0]?.message ?? last.problem.detail) : null,
    save: (next) => {
      // What was wanted before and could not go is replaced by this.
      mine.filter((item) => item.state === "stopped").forEach((item) => void outbox.discard(item.id));
      outbox.add({
        lane: comment.ticketId,
        kind: "change",
        method: "PATCH",
        path: `/api/comments/${comment.id}`,
        body: { body: next },
        about: { what: EDIT, commentId: comment.id },
      });
    },
    retry: () => last && outbox.retry(last.id),
    discard: () => mine.forEach((item) => void outbox.discard(item.id)),
  };
}
