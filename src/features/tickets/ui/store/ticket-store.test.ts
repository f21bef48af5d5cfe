import { describe, expect, it } from "vitest";
import type { EventTicket } from "@/features/tickets/schema";
import { ticketDto } from "@/testing/browser/ticket-dto";
import { shownRow } from "./ticket-rows";
import { TicketStore } from "./ticket-store";

const ME = "ada";

function setUp() {
  let time = 100;
  const store = new TicketStore(ME, () => time);
  const receive = (version: number, overrides: Partial<EventTicket> = {}, actorId = "else"): void => {
    const row = listed({ version });
    store.receive({
      name: "ticket:updated",
      ticketId: "t",
      version,
      ticket: { ...row, ...overrides },
      actor: { id: actorId, name: actorId },
    });
  };
  return {
    store,
    receive,
    row: () => store.find("t"),
    shown: () => shownRow(store.get(), "t"),
    at: (now: number) => void (time = now),
  };
}

/** The ticket as in lists and events. */
function listed(overrides: Partial<EventTicket>): EventTicket {
  const ticket: EventTicket = ticketDto(overrides);
  delete ticket.description;
  return ticket;
}

describe("a ticket in the store", () => {
  it("is never put back by an answer that is older than an event, whichever comes first", () => {
    const { store, receive, row } = setUp();
    const asked = store.now();
    receive(4, { title: "Later" });
    store.put([ticketDto({ version: 3, lastReadVersion: 3 })], asked);
    expect(row()).toMatchObject({
      title: "Later",
      version: 4,
      lastReadVersion: 3,
      description: "All of it.",
    });
    store.put([ticketDto({ version: 5, title: "Latest" })], asked);
    expect(row()?.title).toBe("Latest");
  });

  it("that became invisible stays hidden until a later answer holds it again", () => {
    const { store, row } = setUp();
    const before = store.now();
    store.put([ticketDto()], before);
    const meanwhile = store.now();
    store.removeFromView("t", "removed");
    store.put([ticketDto({ version: 9 })], meanwhile);
    expect(row()).toBeNull();
    expect(JSON.stringify([...store.get().entries])).not.toContain("projector");
    store.put([ticketDto({ version: 1 })], store.now());
    expect(row()?.version).toBe(1);
  });

  it("is hidden also from a first answer that was under way", () => {
    const { store, row } = setUp();
    const asked = store.now();
    store.removeFromView("t", "removed");
    store.put([ticketDto()], asked);
    expect(row()).toBeNull();
  });

  it("that was deleted and restored stays, though the event of its deletion comes late", () => {
    const { store, receive, row } = setUp();
    receive(7);
    store.receive({ name: "ticket:deleted", ticketId: "t", version: 6, actor: null });
    expect(row()?.version).toBe(7);
    store.receive({ name: "ticket:deleted", ticketId: "t", version: 8, actor: null });
    expect(row()).toBeNull();
    receive(9);
    expect(row()?.version).toBe(9);
  });

  it("stays as it is known over a time without events, until a later answer replaces it: audience or epoch may have changed", () => {
    const { store, receive, row } = setUp();
    receive(9, { title: "Of the staff's side" });
    const before = store.now();
    store.endAll();
    store.put([ticketDto({ version: 8 })], before);
    expect(row()?.version).toBe(9);
    store.put([ticketDto({ version: 2 })], store.now());
    expect(row()?.version).toBe(2);
    store.put([ticketDto({ version: 10 })], before);
    expect(row()?.version).toBe(2);
  });

  it("that is invisible is found again by an answer after a time without events", () => {
    const { store, row } = setUp();
    const before = store.now();
    store.removeFromView("t", "removed");
    store.endAll();
    store.put([ticketDto()], before);
    expect(row()).toBeNull();
    store.put([ticketDto()], store.now());
    expect(row()).not.toBeNull();
  });

  it("takes an event after a time without them, whatever its version, and keeps the description until it is fetched", () => {
    const { store, receive, row } = setUp();
    store.put([ticketDto({ version: 9 })], store.now());
    store.endAll();
    receive(3, { title: "Anew" });
    expect(row()).toMatchObject({ version: 3, title: "Anew", description: "All of it." });
    store.put([ticketDto({ version: 3, description: "Anew." })], store.now());
    expect(row()?.description).toBe("Anew.");
  });

  it("has the newest description that came, though its row was newer already", () => {
    const { store, receive, row } = setUp();
    store.put([ticketDto({ version: 1 })], store.now());
    // A list's answer: no description.
    store.put([listed({ version: 3, title: "Third" })], store.now());
    receive(2, { description: "Second." });
    expect(row()).toMatchObject({ version: 3, title: "Third", description: "Second." });
    store.put([ticketDto({ version: 1, description: "First." })], store.now());
    expect(row()?.description).toBe("Second.");
  });

  it("is read in every window of the person who read it in one", () => {
    const { store, receive, row } = setUp();
    store.put([ticketDto({ version: 5, lastReadVersion: 2 })], store.now());
    store.read("t", 5);
    expect(row()?.lastReadVersion).toBe(5);
    store.put([ticketDto({ version: 5, lastReadVersion: 3 })], store.now());
    expect(row()?.lastReadVersion).toBe(5);
    receive(6);
    expect(row()).toMatchObject({ version: 6, lastReadVersion: 5 });
  });

  it("whose newest versions a person made is read by them, if what came before was", () => {
    const { store, receive, row } = setUp();
    store.put([ticketDto({ version: 3, lastReadVersion: 3 })], store.now());
    receive(4, {}, ME);
    expect(row()?.lastReadVersion).toBe(4);
    receive(5);
    receive(6, {}, ME);
    expect(row()?.lastReadVersion).toBe(4);
    store.read("t", 5);
    expect(row()?.lastReadVersion).toBe(6);
  });

  it("is read also where its own event came before the answer that it changes", () => {
    const { store, receive, row } = setUp();
    const asked = store.now();
    receive(4, {}, ME);
    store.put([ticketDto({ version: 3, lastReadVersion: 3 })], asked);
    expect(row()?.lastReadVersion).toBe(4);
  });

  it("that staff have seen is not unseen again by an older answer", () => {
    const { store, row } = setUp();
    const asked = store.now();
    store.put([ticketDto()], asked);
    store.seen("t", "2026-11-20T09:00:00.000Z");
    store.put([ticketDto()], asked);
    expect(row()?.seenAt).toBe("2026-11-20T09:00:00.000Z");
  });

  it("has no watchers any more once an answer for it alone has none: the audience is another", () => {
    const { store, row } = setUp();
    store.put([ticketDto({ watching: false, watchers: [] })], store.now());
    store.put([listed({ version: 2 })], store.now());
    expect(row()?.watchers).toEqual([]);
    store.put([ticketDto({ version: 2, watching: true })], store.now());
    expect(row()).toMatchObject({ watching: true });
    expect(row()).not.toHaveProperty("watchers");
  });

  it("stays the same object while nothing in it changes", () => {
    const { store, row } = setUp();
    store.put([ticketDto()], store.now());
    const before = row();
    const known = store.get();
    store.put([ticketDto()], store.now());
    expect(row()).toBe(before);
    expect(store.get().entries).toBe(known.entries);
  });
});

describe("an overlay", () => {
  const waits = { id: "o", ticketId: "t", kind: "fields" as const, shown: { status: "closed" as const } };

  it("is shown at once, and over later events and answers", () => {
    const { store, receive, row, shown } = setUp();
    store.put([ticketDto()], store.now());
    store.setWaiting([waits]);
    receive(2, { title: "Changed", status: "waiting" });
    expect(row()?.status).toBe("waiting");
    expect(shown()).toMatchObject({ title: "Changed", status: "closed" });
  });

  it("does not keep a ticket visible", () => {
    const { store, shown } = setUp();
    store.put([ticketDto()], store.now());
    store.setWaiting([waits]);
    store.removeFromView("t", "removed");
    expect(shown()).toBeNull();
  });

  it("that is confirmed is replaced by the answer in one step: the old value is never shown", () => {
    const { store, shown } = setUp();
    store.put([ticketDto()], store.now());
    store.setWaiting([waits]);
    const statuses: unknown[] = [];
    store.subscribe(() => statuses.push(shown()?.status));
    store.confirm("o", { ticket: ticketDto({ version: 2, status: "closed" }), asOf: store.now() });
    store.setWaiting([]);
    expect(new Set(statuses)).toEqual(new Set(["closed"]));
    expect(store.get().overlays).toEqual([]);
  });

  it("that is dropped leaves the ticket as it is", () => {
    const { store, shown } = setUp();
    store.put([ticketDto()], store.now());
    store.setWaiting([waits]);
    store.setWaiting([]);
    expect(shown()).toEqual(ticketDto());
  });

  it("of a watcher is merged once the server has it, though an answer to an earlier request comes later", () => {
    const { store, row, shown } = setUp();
    const bo = { id: "bo", name: "Bo", role: "agent" as const, avatarUrl: null };
    const asked = store.now();
    store.put([ticketDto({ watching: false, watchers: [] })], asked);
    store.overlay({ id: "w", ticketId: "t", kind: "watcher", person: bo, isMe: false, isWatching: true });
    expect(shown()?.watchers).toEqual([bo]);
    expect(row()?.watchers).toEqual([]);
    store.confirm("w", null);
    store.put([ticketDto({ watching: false, watchers: [] })], asked);
    expect(row()?.watchers).toEqual([bo]);
  });
});

describe("an unused ticket", () => {
  it("is dropped after a time without events, and when there are too many; invisible ones are remembered", () => {
    const { store } = setUp();
    const all = ["a", "b", "c", "d"].map((id) => ticketDto({ id }));
    store.put(all, store.now());
    store.removeFromView("a", "removed");
    store.sweep(() => false, 10);
    expect([...store.get().entries.keys()]).toEqual(["b", "c", "d", "a"]);
    store.sweep((id) => id === "b", 3);
    expect([...store.get().entries.keys()]).toEqual(["b", "d", "a"]);
    store.endAll();
    store.sweep((id) => id === "d", 10);
    expect([...store.get().entries.keys()]).toEqual(["d", "a"]);
  });
});
