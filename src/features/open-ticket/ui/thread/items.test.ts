import { describe, expect, it } from "vitest";
import type { AttachmentDto } from "@/features/attachments/schema";
import type { CommentDto } from "@/features/comments/schema";
import type { TicketEvent } from "@/features/open-ticket/apply";
import { translatorFor } from "@/messages/translator";
import type { TicketChanges } from "@/shared/events";
import type { HistoryEntry } from "@/features/open-ticket/ui/state/history";
import { advance } from "@/features/open-ticket/ui/state/room-state";
import { buildThread, filesOfDescription, threadBuilder } from "./items";
import { mergeTicket } from "@/features/tickets/apply";
import type { OpenTicket } from "@/features/open-ticket/ui/state/room-state";
import { ticketDto } from "@/testing/browser/ticket-dto";

const RITA = { id: "rita", name: "Rita Moreau", role: "user" as const, avatarUrl: null };
const ANA = { id: "ana", name: "Ana Ruiz", role: "agent" as const, avatarUrl: null };
const WORDS = {
  t: translatorFor({ language: "en", locale: "en" }),
  locale: "en",
  timeZone: undefined,
  categories: new Map([["hardware", "Hardware"]]),
  isStaff: true,
};
const NOTHING_UNREAD = { after: 0, until: 0 };

const ticket = ticketDto({ requester: RITA, createdAt: at(0), updatedAt: at(0) });

describe("the thread of a ticket", () => {
  it("merges comments and history in the order of time", () => {
    const state = opened({
      comments: [comment("c1", 1), comment("c2", 9)],
      history: [change(5, 3, ANA, { status: { from: "open", to: "waiting" } })],
    });
    expect(buildThread(state, "ana", NOTHING_UNREAD, WORDS).map((item) => item.key)).toEqual([
      "c1",
      "event-3",
      "c2",
    ]);
  });

  it("has what was asked and decided of its assignment, one line with what the same person did then", () => {
    const history = [change(20, 3, ANA, { assignee: { from: null, to: RITA } })];
    const request = {
      id: "r1",
      ticketId: "t",
      number: 7,
      title: "A title",
      requestedBy: RITA,
      assignee: RITA,
      note: "Let me",
      state: "approved" as const,
      decidedBy: ANA,
      reason: null,
      requestedAt: at(5),
      decidedAt: at(20),
    };
    const lines = buildThread(opened({ history }), "ana", NOTHING_UNREAD, WORDS, [request]).map((item) =>
      item.kind === "event" ? [item.actor, item.sentences.length] : item,
    );
    expect(lines).toEqual([
      ["Rita Moreau", 1],
      ["Ana Ruiz", 2],
    ]);
  });

  it("begins where the loaded part begins, also after more was loaded", () => {
    const state = {
      comments: [comment("c1", 9)],
      history: [
        change(5, 3, ANA, { status: { from: "open", to: "waiting" } }),
        change(12, 6, ANA, { status: { from: "waiting", to: "open" } }),
      ],
    };
    const keys = (state: OpenTicket) =>
      buildThread(state, "ana", NOTHING_UNREAD, WORDS).map((item) => item.key);
    const earlier = { from: at(9), comments: "cursor", history: null, files: null };
    expect(keys(opened({ ...state, earlier }))).toEqual(["c1", "event-6"]);
    expect(keys(opened(state))).toEqual(["event-3", "c1", "event-6"]);
  });

  it("folds a person's changes within a short time into one line", () => {
    const history = [
      change(5, 3, ANA, { status: { from: "open", to: "waiting" } }),
      change(6, 4, ANA, { assignee: { from: null, to: ANA } }),
      change(7, 5, RITA, { title: { from: "Before", to: "After" } }),
    ];
    const items = buildThread(opened({ history }), "ana", NOTHING_UNREAD, WORDS);
    expect(items).toMatchObject([
      {
        kind: "event",
        actor: "Ana Ruiz",
        sentences: ["changed status from Open to Waiting", "took this on"],
      },
      { kind: "event", actor: "Rita Moreau", sentences: ["changed the title from “Before”"] },
    ]);
  });

  it("says the same in German, and names in Hebrew and titles in Arabic move nothing around them", () => {
    const history = [
      change(5, 3, ANA, { assignee: { from: null, to: { id: "noa", name: "נועה לוי" } } }),
      change(6, 4, ANA, { title: { from: "الطابعة 2 لا تعمل", to: "After" } }),
      change(7, 5, ANA, { tags: { from: [], to: ["vip", "مدير"] } }),
    ];
    const words = { ...WORDS, t: translatorFor({ language: "de", locale: "de" }) };
    expect(buildThread(opened({ history }), "ana", NOTHING_UNREAD, words)).toMatchObject([
      {
        sentences: [
          "wies dies \u2068נועה לוי\u2069 zu",
          "änderte den Titel, vorher „\u2068الطابعة 2 لا تعمل\u2069“",
          "fügte die Tags vip, \u2068مدير\u2069 hinzu",
        ],
      },
    ]);
  });

  it("tells a requester nothing of priorities, teams and tags", () => {
    const history = [
      change(5, 3, ANA, {
        priority: { from: "low", to: "urgent" },
        tags: { from: [], to: ["vip"] },
        team: { from: null, to: { id: "x", name: "Security" } },
      }),
    ];
    expect(buildThread(opened({ history }), "rita", NOTHING_UNREAD, { ...WORDS, isStaff: false })).toEqual(
      [],
    );
  });

  it("draws the line above the first message of another person that was unread when the page was opened", () => {
    const comments = [comment("read", 1), comment("mine", 2, ANA), comment("new", 3), comment("later", 4)];
    const history = [
      added("read", 1, 2, RITA),
      added("mine", 2, 3, ANA),
      added("new", 3, 4, RITA),
      added("later", 4, 5, RITA),
    ];
    const keys = (unread: { after: number; until: number }): string[] =>
      buildThread(opened({ comments, history }), "ana", unread, WORDS).map((item) => item.key);
    expect(keys({ after: 2, until: 4 })).toEqual(["read", "mine", "unread", "new", "later"]);
    expect(keys({ after: 4, until: 4 })).not.toContain("unread");
    expect(keys({ after: 0, until: 4 })).not.toContain("unread");
  });

  it("keeps the requester's first files with the description, and never an internal one", () => {
    const attachments = [
      file("first", 1, RITA),
      file("late", 3_600, RITA),
      file("agents", 1, ANA),
      { ...file("secret", 1, RITA), internal: true },
    ];
    const state = opened({ attachments });
    expect(filesOfDescription(state).map((one) => one.id)).toEqual(["first"]);
    const loose = buildThread(state, "ana", NOTHING_UNREAD, WORDS).flatMap((item) =>
      item.kind === "files" ? item.files.map((one) => one.id) : [],
    );
    expect(loose.sort()).toEqual(["agents", "late", "secret"]);
  });

  it("keeps the same objects where an event changed nothing, so that only changed rows are rendered", () => {
    const build = threadBuilder("ana", { after: 1, until: 5 }, WORDS);
    const withFile = { ...comment("with a file", 400), attachments: [file("plan", 400, RITA)] };
    let state = opened({
      comments: [comment("first", 10), withFile, comment("last", 900)],
      attachments: [...withFile.attachments, file("alone", 5_000, ANA)],
      history: [
        added("first", 10, 2, RITA),
        change(500, 3, ANA, { status: { from: "open", to: "waiting" } }),
        change(510, 4, ANA, { priority: { from: "low", to: "high" } }),
      ],
      version: 4,
    });
    const drawnAgain = (event: Partial<TicketEvent> & { name: string }): string[] => {
      const before = new Set(build(state));
      const version = state.version + 1;
      const envelope = {
        eventId: `event-${version}`,
        ticketId: "t",
        number: 7,
        version,
        at: at(6_000),
        actor: ANA,
      };
      const next = advance(state, { ...envelope, ...event });
      expect(next).not.toBeNull();
      state = { ...(next ?? state), ticket: mergeTicket(state.ticket, event.ticket ?? state.ticket) };
      return build(state)
        .filter((item) => !before.has(item))
        .map((item) => item.key);
    };

    expect(drawnAgain({ name: "comment:added", comment: comment("new", 6_000, ANA) })).toEqual(["new"]);
    expect(drawnAgain({ name: "ticket:updated", ticket: { ...ticket, title: "Another one" } })).toEqual([]);
    expect(
      drawnAgain({ name: "comment:updated", comment: { ...comment("first", 10), body: "Else" } }),
    ).toEqual(["first"]);
    expect(drawnAgain({ name: "attachment:deleted", attachment: file("plan", 400, RITA) })).toEqual([
      "with a file",
      "event-8",
    ]);
    // Removing a file and then a message makes one line.
    expect(drawnAgain({ name: "comment:deleted", comment: comment("last", 900) })).toEqual(["event-8"]);
  });
});

function at(second: number): string {
  return new Date(Date.UTC(2026, 10, 20, 9) + second * 1000).toISOString();
}

function opened(part: Partial<OpenTicket>): OpenTicket {
  return {
    ticket,
    comments: [],
    attachments: [],
    history: [],
    earlier: null,
    version: 1,
    lastEventId: null,
    epoch: null,
    ...part,
  };
}

function comment(id: string, second: number, author: CommentDto["author"] = RITA): CommentDto {
  return {
    id,
    ticketId: "t",
    author,
    body: id,
    internal: false,
    createdAt: at(second),
    editedAt: null,
    deletedAt: null,
    attachments: [],
  };
}

function file(id: string, second: number, uploader: AttachmentDto["uploader"]): AttachmentDto {
  return {
    id,
    ticketId: "t",
    commentId: null,
    name: id,
    contentType: "text/plain",
    size: 1,
    internal: false,
    uploader,
    createdAt: at(second),
    deletedAt: null,
    hasThumbnail: false,
  };
}

function change(
  second: number,
  version: number,
  actor: { id: string; name: string },
  changes: TicketChanges,
): HistoryEntry {
  return {
    eventId: `event-${version}`,
    at: at(second),
    version,
    name: "ticket:updated",
    actor,
    changes,
    thingId: null,
  };
}

function added(
  thingId: string,
  second: number,
  version: number,
  actor: { id: string; name: string },
): HistoryEntry {
  return {
    eventId: `event-${version}`,
    at: at(second),
    version,
    name: "comment:added",
    actor,
    changes: null,
    thingId,
  };
}
