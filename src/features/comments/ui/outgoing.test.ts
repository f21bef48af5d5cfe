import { describe, expect, it } from "vitest";
import type { CommentDto } from "@/features/comments/schema";
import { hasArrived, isDone, withComment, type Outgoing } from "./outgoing";

const message: Outgoing = {
  key: "k",
  body: "Thanks",
  internal: false,
  at: "2026-11-20T09:00:00.000Z",
  state: "sending",
  error: null,
  isOffline: false,
  version: 1,
  commentId: null,
  files: [],
  then: null,
  knownIds: new Set(["old"]),
  newer: [],
};

describe("a message on its way", () => {
  it("has arrived with its event, also before its answer, and is not shown twice", () => {
    expect(hasArrived(message, [comment("new", "me", "Thanks")], "me")).toBe(true);
  });

  it("is not taken for an earlier message of the same words, somebody else's, or a note", () => {
    expect(hasArrived(message, [comment("old", "me", "Thanks")], "me")).toBe(false);
    expect(hasArrived(message, [comment("new", "other", "Thanks")], "me")).toBe(false);
    expect(hasArrived(message, [{ ...comment("new", "me", "Thanks"), internal: true }], "me")).toBe(false);
  });

  it("once answered, is told by its id alone", () => {
    expect(hasArrived({ ...message, commentId: "c" }, [comment("new", "me", "Thanks")], "me")).toBe(false);
    expect(hasArrived({ ...message, commentId: "c" }, [comment("c", "me", "Edited since")], "me")).toBe(true);
  });

  it("is done only when its last file is there", () => {
    const file = { key: "f", file: new File(["x"], "x.txt"), progress: 1, error: null };
    expect(isDone({ ...message, state: "files", files: [{ ...file, state: "failed" }] })).toBe(false);
    expect(isDone({ ...message, state: "files", files: [{ ...file, state: "done" }] })).toBe(true);
  });

  it("is put into the thread once, in its place", () => {
    const comments = [comment("a", "me", "1", 1), comment("c", "me", "3", 3)];
    expect(
      withComment(withComment(comments, comment("b", "me", "2", 2)), comment("b", "me", "2", 2)).map(
        (one) => one.id,
      ),
    ).toEqual(["a", "b", "c"]);
  });
});

function comment(id: string, authorId: string, body: string, second = 1): CommentDto {
  return {
    id,
    ticketId: "t",
    author: { id: authorId, name: authorId, role: "user", avatarUrl: null },
    body,
    internal: false,
    createdAt: `2026-11-20T09:00:0${second}.000Z`,
    editedAt: null,
    deletedAt: null,
    attachments: [],
  };
}
