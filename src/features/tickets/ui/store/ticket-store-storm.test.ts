import fc from "fast-check";
import { expect, it } from "vitest";
import type { ToldTicket } from "@/features/tickets/schema";
import { ticketDto } from "@/testing/ticket-dto";
import { shownRow } from "./ticket-rows";
import { TicketStore, type TicketNews } from "./ticket-store";

/** What can happen, in any order; `pick` chooses among what is there to choose from. */
type Step =
  | { do: "change"; ticket: number; byMe: boolean; withText: boolean }
  | { do: "revoke" | "remove" | "return"; ticket: number }
  | { do: "ask"; ticket: number | null }
  | { do: "read" | "arrive" | "settle"; pick: number }
  | { do: "deliver" | "lose connection" | "sweep" }
  | { do: "overlay"; ticket: number };

const TICKETS = 3;
const ticket = fc.nat(TICKETS - 1);
const pick = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("change" as const),
      ticket,
      byMe: fc.boolean(),
      withText: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom("deliver" as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("ask" as const), ticket: fc.option(ticket) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom("read" as const, "arrive" as const, "settle" as const),
      pick,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("revoke" as const, "remove" as const, "return" as const),
      ticket,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("overlay" as const), ticket }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("lose connection" as const, "sweep" as const) }) },
);

/** A ticket on the server: `number` of what is told of it says when the server read it. */
interface OnServer {
  version: number;
  textVersion: number;
  status: "open" | "closed";
  isSeen: boolean;
}

interface Answer {
  /** Null: the list of all. */
  ticket: number | null;
  asOf: number;
  /** Null until the server reads it. */
  rows: ToldTicket[] | null;
}

type Told = { kind: "news"; news: TicketNews } | { kind: "removed"; ticketId: string; at: number };

/** A server with three tickets, one page of it, and all that is on its way between them. */
class Desk {
  readonly store = new TicketStore("me", () => 0);
  private time = 1;
  private readonly server: OnServer[] = Array.from({ length: TICKETS }, () => ({
    version: 1,
    textVersion: 1,
    status: "open",
    isSeen: true,
  }));
  private events: Told[] = [];
  private answers: Answer[] = [];
  private overlays: { id: string; ticket: number; sent: { row: ToldTicket; asOf: number } | null }[] = [];
  /** When the server took away what the page has heard of as taken away. */
  private readonly lostAt = new Map<string, number>();
  /** The newest version that the page has shown, since it last lost the ticket or the connection. */
  private readonly shownVersion = new Map<string, number>();

  run(step: Step): void {
    this.time += 1;
    switch (step.do) {
      case "change":
        return this.change(step.ticket, { byMe: step.byMe, withText: step.withText });
      case "revoke":
      case "remove":
        return this.takeAway(step.ticket, step.do === "remove");
      case "return":
        return this.giveBack(step.ticket);
      case "ask":
        return void this.answers.push({ ticket: step.ticket, asOf: this.store.now(), rows: null });
      case "read":
        return this.read(this.answers.filter(({ rows }) => rows === null).at(step.pick % 3));
      case "arrive":
        return this.arrive(step.pick);
      case "deliver":
        return this.deliver();
      case "overlay":
        return this.overlay(step.ticket);
      case "settle":
        return this.settle(step.pick);
      case "lose connection":
        return this.reconnect();
      case "sweep":
        return this.store.sweep(() => true);
    }
  }

  /** What holds at every moment. */
  check(): void {
    for (let at = 0; at < TICKETS; at++) {
      const row = this.store.find(idOf(at));
      const shown = shownRow(this.store.get(), idOf(at));
      expect(shown === null).toBe(row === null);
      if (!row) {
        continue;
      }
      // Nothing that was read before the page heard that it may not be seen.
      expect(row.number).toBeGreaterThan(this.lostAt.get(row.id) ?? 0);
      expect(row.version).toBeGreaterThanOrEqual(this.shownVersion.get(row.id) ?? 0);
      this.shownVersion.set(row.id, row.version);
      const over = this.overlays.some((one) => one.ticket === at);
      expect(shown?.status).toBe(over ? "closed" : row.status);
    }
  }

  /** Everything that is on its way comes, then the page fetches what it shows. */
  end(order: number): void {
    this.answers.forEach((answer) => this.read(answer));
    while (this.events.length > 0) {
      this.deliver();
      this.check();
    }
    while (this.answers.length > 0) {
      this.arrive(order);
      this.check();
    }
    while (this.overlays.length > 0) {
      this.settle(order);
      this.check();
    }
    while (this.events.length > 0) {
      this.deliver();
      this.check();
    }
    const asOf = this.store.now();
    const list = this.server.flatMap((one, at) => (one.isSeen ? [this.present(at, false)] : []));
    const whole = this.server.flatMap((one, at) => (one.isSeen ? [this.present(at, true)] : []));
    this.store.put(list, asOf);
    this.store.put(whole, asOf);
    const held = new Set(list.map(({ id }) => id));
    this.store.sweep((id) => held.has(id));
    this.check();
    for (const [at, one] of this.server.entries()) {
      const row = this.store.find(idOf(at));
      expect(row === null).toBe(!one.isSeen);
      if (row) {
        expect(row).toMatchObject({
          version: one.version,
          status: one.status,
          description: `text ${one.textVersion}`,
        });
        expect(shownRow(this.store.get(), row.id)).toBe(row);
      }
    }
    expect(this.store.get().overlays).toEqual([]);
  }

  private change(
    at: number,
    { byMe, withText, status }: { byMe: boolean; withText: boolean; status?: "closed" },
  ): void {
    const one = this.on(at);
    if (!one.isSeen) {
      return;
    }
    one.version += 1;
    one.textVersion = withText ? one.version : one.textVersion;
    one.status = status ?? (one.status === "open" ? "closed" : "open");
    const row = this.present(at, withText);
    const { id: ticketId, version } = row;
    this.events.push({
      kind: "news",
      news: {
        name: "ticket:updated",
        ticketId,
        version,
        ticket: row,
        actor: { id: byMe ? "me" : "else", name: "" },
      },
    });
  }

  private takeAway(at: number, isDeletion: boolean): void {
    const one = this.on(at);
    if (!one.isSeen) {
      return;
    }
    one.isSeen = false;
    const ticketId = idOf(at);
    if (isDeletion) {
      one.version += 1;
      this.events.push({
        kind: "news",
        news: { name: "ticket:deleted", ticketId, version: one.version, actor: null },
      });
    } else {
      this.events.push({ kind: "removed", ticketId, at: this.time });
    }
  }

  /** Without an event of its own, and maybe on another side of it, which counts otherwise. */
  private giveBack(at: number): void {
    const one = this.on(at);
    if (!one.isSeen) {
      one.isSeen = true;
      one.version += 1;
      this.events.push({
        kind: "news",
        news: {
          name: "ticket:updated",
          ticketId: idOf(at),
          version: one.version,
          ticket: this.present(at, false),
          actor: null,
        },
      });
    }
  }

  private read(answer: Answer | undefined): void {
    if (answer && answer.rows === null) {
      const all = answer.ticket === null ? [...this.server.keys()] : [answer.ticket];
      answer.rows = all
        .filter((at) => this.on(at).isSeen)
        .map((at) => this.present(at, answer.ticket !== null));
    }
  }

  private arrive(pick: number): void {
    const read = this.answers.filter(({ rows }) => rows !== null);
    const answer = read[pick % Math.max(read.length, 1)];
    if (answer?.rows) {
      this.answers = this.answers.filter((one) => one !== answer);
      this.store.put(answer.rows, answer.asOf);
    }
  }

  private deliver(): void {
    const told = this.events.shift();
    if (told?.kind === "news") {
      this.store.hear(told.news);
    } else if (told) {
      this.lostAt.set(told.ticketId, told.at);
      this.store.takeAway(told.ticketId, "removed");
    }
    if (told && (told.kind === "removed" || told.news.name === "ticket:deleted")) {
      this.shownVersion.delete(told.kind === "removed" ? told.ticketId : told.news.ticketId);
    }
  }

  private overlay(at: number): void {
    const id = `overlay-${this.time}`;
    const asOf = this.store.now();
    this.overlays.push({ id, ticket: at, sent: null });
    this.show();
    // The server takes it at once, or refuses it.
    if (this.on(at).isSeen && this.time % 3 !== 0) {
      this.change(at, { byMe: true, withText: false, status: "closed" });
      this.overlays = this.overlays.map((one) =>
        one.id === id ? { ...one, sent: { row: this.present(at, true), asOf } } : one,
      );
    }
  }

  private settle(pick: number): void {
    const overlay = this.overlays[pick % Math.max(this.overlays.length, 1)];
    if (!overlay) {
      return;
    }
    this.overlays = this.overlays.filter((one) => one !== overlay);
    if (overlay.sent) {
      this.store.confirm(overlay.id, { ticket: overlay.sent.row, asOf: overlay.sent.asOf });
    }
    this.show();
  }

  private show(): void {
    this.store.setWaiting(
      this.overlays.map(({ id, ticket: at }) => ({
        id,
        ticketId: idOf(at),
        kind: "fields",
        shown: { status: "closed" },
      })),
    );
  }

  /** What was on its way to the page is lost; what it had asked for may still come. The page then fetches what it shows. */
  private reconnect(): void {
    this.events = [];
    this.shownVersion.clear();
    this.store.endAll();
    this.answers.push({ ticket: null, asOf: this.store.now(), rows: null });
  }

  private present(at: number, withText: boolean): ToldTicket {
    const { version, textVersion, status } = this.on(at);
    const row: ToldTicket = ticketDto({
      id: idOf(at),
      number: this.time,
      version,
      status,
      description: `text ${textVersion}`,
    });
    if (!withText) {
      delete row.description;
    }
    return row;
  }

  private on(at: number): OnServer {
    const one = this.server[at];
    if (!one) {
      throw new Error("there is no such ticket");
    }
    return one;
  }
}

function idOf(at: number): string {
  return `t${at}`;
}

it("whatever comes in whatever order, the newest version is shown, nothing that was taken away is, and overlays end", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.nat(7), (steps, order) => {
      const desk = new Desk();
      for (const one of steps) {
        desk.run(one);
        desk.check();
      }
      desk.end(order);
    }),
    { numRuns: 3_000 },
  );
});
