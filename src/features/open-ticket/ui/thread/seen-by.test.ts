import { describe, expect, it } from "vitest";
import type { CommentDto } from "@/features/comments/schema";
import type { TicketReader } from "@/features/tickets/schema";
import type { HistoryEntry } from "@/features/open-ticket/ui/state/history";
import type { OpenTicket } from "@/features/open-ticket/ui/state/room-state";
import { DESCRIPTION, readOn, seenBy } from "./seen-by";
import { ticketDto } from "@/testing/browser/ticket-dto";

const RITA = { id: "rita", name: "Rita Moreau", role: "user" as const, avatarUrl: null };
const ANA = { id: "ana", name: "Ana Ruiz", role: "agent" as const, avatarUrl: null };
const BEN = { id: "ben", name: "Ben Okafor", role: "agent" as const, avatarUrl: null };

const ticket = ticketDto({
  version: 4,
  requester: RITA,
  commentCount: 2,
  createdAt: at(0),
  updatedAt: at(0),
});
const comments = [comment("question", ANA), comment("answer", RITA)];
const history = [added("question", 2), added("answer", 4)];
const seen = (
  readers: TicketReader[],
  viewerId = "ana",
  earlier: OpenTicket["earlier"] = null,
): [string, string[]][] =>
  [...seenBy({ ticket, comments, history, earlier }, readers, viewerId)].map(([id, list]) => [
    id,
    list.map(({ person }) => person.id),
  ]);

describe("who has read up to where", () => {
  it("is shown nowhere when the message up to which they read is not loaded", () => {
    expect(seen([reader(BEN, 1, 10)], "ana")).toEqual([[DESCRIPTION, ["ben"]]]);
    const earlier = { from: at(1), comments: "cursor", history: null, files: null };
    expect(seen([reader(BEN, 1, 10)], "ana", earlier)).toEqual([]);
  });

  it("is shown under the last message that they have read, also when something else happened since", () => {
    expect(seen([reader(RITA, 3, 10)])).toEqual([["question", ["rita"]]]);
  });

  it("is shown under the description for a person who has read no message yet", () => {
    expect(seen([reader(BEN, 1, 10)])).toEqual([[DESCRIPTION, ["ben"]]]);
  });

  it("is shown under the last message that they may see: never under a note for requesters and watchers", () => {
    const notes = [...comments, { ...comment("note", BEN), internal: true }];
    const all = [...history, added("note", 5)];
    const under = (...readers: TicketReader[]) => [
      ...seenBy({ ticket, comments: notes, history: all, earlier: null }, readers, "vera"),
    ];
    const watcher = reader({ ...RITA, id: "wim" }, 5, 10);
    expect(under(watcher, reader(ANA, 5, 20))).toEqual([
      ["answer", [watcher]],
      ["note", [reader(ANA, 5, 20)]],
    ]);
    // The last message that they may see is their own.
    expect(under(reader(RITA, 5, 10))).toEqual([]);
    // Staff by their role, but in the public audience of this ticket.
    const outside: TicketReader = { ...reader(BEN, 5, 10), audience: "public" };
    expect(under(outside)).toEqual([["answer", [outside]]]);
  });

  it("does not show the reader themselves, nor anybody under their own message", () => {
    expect(seen([reader(ANA, 4, 10), reader(RITA, 4, 20)])).toEqual([]);
    expect(seen([reader(RITA, 1, 10)])).toEqual([]);
  });

  it("names the latest reader first", () => {
    expect(seen([reader(ANA, 4, 10), reader(BEN, 4, 20)], "vera")).toEqual([["answer", ["ben", "ana"]]]);
  });

  it("advances all readers of one batch, never back, and leaves the others as they were", () => {
    const readers = [reader(RITA, 2, 10), reader(ANA, 4, 20), reader(BEN, 1, 30)];
    const marks = [
      { userId: "rita", readVersion: 4 },
      { userId: "rita", readVersion: 3 },
      { userId: "ana", readVersion: 2 },
      { userId: "somebody new", readVersion: 4 },
    ];
    const after = readOn(readers, marks, at(40));
    expect(after).toEqual([reader(RITA, 4, 40), reader(ANA, 4, 20), reader(BEN, 1, 30)]);
    expect([after[1], after[2]].map((one, index) => one === readers[index + 1])).toEqual([true, true]);
  });
});

function at(second: number): string {
  return new Date(Date.UTC(2026, 10, 20, 9) + second * 1000).toISOString();
}

function reader(person: TicketReader["person"], version: number, second: number): TicketReader {
  return { person, version, at: at(second), audience: person.role === "user" ? "public" : "staff" };
}

function comment(id: string, author: CommentDto["author"]): CommentDto {
  return {
    id,
    ticketId: "t",
    author,
    body: id,
    internal: false,
    createdAt: at(1),
    editedAt: null,
    deletedAt: null,
    attachments: [],
  };
}

function added(thingId: string, version: number): HistoryEntry {
  return {
    eventId: `event-${version}`,
    at: at(version),
    version,
    name: "comment:added",
    actor: null,
    changes: null,
    thingId,
  };
}
