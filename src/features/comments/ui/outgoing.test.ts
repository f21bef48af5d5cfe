import { describe, expect, it } from "vitest";
import type { OutboxItem } from "@/client/outbox/outbox";
import type { CommentDto } from "@/features/comments/schema";
import { hasArrived, outgoingOf, withComment, type Outgoing } from "./outgoing";

const KNOWN = "2026-11-20T09:00:01.000Z";

const item: OutboxItem = {
  id: "one",
  lane: "t",
  order: 1,
  kind: "message",
  method: "POST",
  path: "/api/tickets/t/comments",
  body: { body: "Thanks", version: 3 },
  key: "one",
  after: null,
  about: { what: "message", internal: false, knownUntil: KNOWN },
  state: "waiting",
  problem: null,
  tries: 0,
  triedAt: 1,
  answerId: null,
  filesPath: null,
  fileFields: {},
  files: [],
};
const nowhere = (): null => null;
const offline = { status: 0, code: "offline", detail: "Nobody there.", errors: [], members: {} };

function outgoing(change: Partial<OutboxItem> = {}): Outgoing {
  const [first] = outgoingOf([{ ...item, ...change }], nowhere);
  if (!first) {
    throw new Error("a message is shown");
  }
  return first;
}

describe("a message on its way", () => {
  it("has arrived with its event, also before its answer, and is not shown twice", () => {
    expect(hasArrived(outgoing(), [comment("new", "me", "Thanks", 2)], "me")).toBe(true);
    expect(hasArrived(outgoing({ problem: offline }), [comment("new", "me", "Thanks", 2)], "me")).toBe(true);
  });

  it("is not taken for an earlier message of the same words, another person's, or a note", () => {
    expect(hasArrived(outgoing(), [comment("old", "me", "Thanks", 1)], "me")).toBe(false);
    expect(hasArrived(outgoing(), [comment("new", "other", "Thanks", 2)], "me")).toBe(false);
    expect(hasArrived(outgoing(), [{ ...comment("new", "me", "Thanks", 2), internal: true }], "me")).toBe(
      false,
    );
  });

  it("is not taken for another one of the same words that went before it", () => {
    const second = outgoingOf([item, { ...item, id: "two", order: 2, triedAt: null }], nowhere)[1];
    expect(second && hasArrived(second, [comment("first", "me", "Thanks", 2)], "me")).toBe(false);
  });

  it("that was stopped stays on the page until the person decides", () => {
    const stopped = outgoing({ state: "stopped", problem: { ...offline, status: 403, code: "forbidden" } });
    expect(stopped.state).toBe("failed");
    expect(hasArrived(stopped, [comment("new", "me", "Thanks", 2)], "me")).toBe(false);
  });

  it("once answered, is recognised by its id alone", () => {
    const answered = outgoing({ state: "files", answerId: "c" });
    expect(hasArrived(answered, [comment("new", "me", "Thanks", 2)], "me")).toBe(false);
    expect(hasArrived(answered, [comment("c", "me", "Edited since")], "me")).toBe(true);
  });

  it("says that it waits, is held up by one before it, or was overtaken", () => {
    const states = outgoingOf(
      [
        { ...item, problem: offline },
        { ...item, id: "two", order: 2, triedAt: null },
      ],
      nowhere,
    ).map((one) => one.state);
    expect(states).toEqual(["waiting", "held"]);
    const stale = outgoing({
      state: "stopped",
      problem: {
        ...offline,
        status: 409,
        code: "stale_reply",
        members: { comments: [comment("n", "rosa", "Wait")] },
      },
    });
    expect([stale.state, stale.newer.map((one) => one.id)]).toEqual(["stale", ["n"]]);
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
