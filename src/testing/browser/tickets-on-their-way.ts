import { expect } from "vitest";
import type { EventTicket } from "@/features/tickets/schema";
import { shownRow } from "@/features/tickets/ui/store/ticket-rows";
import { TicketStore } from "@/features/tickets/ui/store/ticket-store";
import { idOf, ScriptedTickets, TICKETS } from "./scripted-tickets";

/** What can happen, in any order; `pick` chooses among what is there to choose from. */
export type Step =
  | { do: "change"; ticket: number; byMe: boolean; withText: boolean }
  | { do: "revoke" | "remove" | "return"; ticket: number }
  | { do: "ask"; ticket: number | null }
  | { do: "read" | "arrive" | "settle"; pick: number }
  | { do: "deliver" | "sweep" }
  | { do: "lose connection"; isOther: boolean }
  | { do: "overlay"; ticket: number };

interface Answer {
  /** Null: the list of all. */
  ticket: number | null;
  asOf: number;
  /** Null until the server reads it. */
  rows: EventTicket[] | null;
}

/** A server with three tickets, one page of it, and all messages in flight between them. */
export class TicketsOnTheirWay {
  readonly store = new TicketStore("me", () => 0);
  private readonly server = new ScriptedTickets();
  private answers: Answer[] = [];
  private overlays: { id: string; ticket: number; sent: { row: EventTicket; asOf: number } | null }[] = [];
  /** When the server removed the access whose loss the page has received. */
  private readonly lostAt = new Map<string, number>();
  /** The newest version that the page has shown since it last lost the ticket or the connection. */
  private readonly shownVersion = new Map<string, number>();

  /** Does one thing. */
  run(step: Step): void {
    this.server.time += 1;
    switch (step.do) {
      case "change":
        return this.server.change(step.ticket, { byMe: step.byMe, withText: step.withText });
      case "revoke":
      case "remove":
        return this.server.removeFromView(step.ticket, step.do === "remove");
      case "return":
        return this.server.giveBack(step.ticket);
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
        return this.reconnect(step.isOther);
      case "sweep":
        return this.store.sweep(() => true);
    }
  }

  /** The invariants. */
  check(): void {
    for (let at = 0; at < TICKETS; at++) {
      const row = this.store.find(idOf(at));
      const shown = shownRow(this.store.get(), idOf(at));
      expect(shown === null).toBe(row === null);
      if (!row) {
        continue;
      }
      // Nothing is shown that was read before the page received the loss of access.
      expect(row.number).toBeGreaterThan(this.lostAt.get(row.id) ?? 0);
      if (!this.store.get().entries.get(row.id)?.isOld) {
        expect(row.version).toBeGreaterThanOrEqual(this.shownVersion.get(row.id) ?? 0);
        this.shownVersion.set(row.id, row.version);
      }
      const over = this.overlays.some((one) => one.ticket === at);
      expect(shown?.status).toBe(over ? "closed" : row.status);
    }
  }

  /** Delivers everything in flight, then the page fetches what it shows. */
  end(order: number): void {
    this.answers.forEach((answer) => this.read(answer));
    const finish = (isOver: () => boolean, step: () => void): void => {
      while (!isOver()) {
        step();
        this.check();
      }
    };
    const deliverAll = (): void =>
      finish(
        () => this.server.events.length === 0,
        () => this.deliver(),
      );
    deliverAll();
    finish(
      () => this.answers.length === 0,
      () => this.arrive(order),
    );
    finish(
      () => this.overlays.length === 0,
      () => this.settle(order),
    );
    deliverAll();
    const asOf = this.store.now();
    const list = this.server.all.flatMap((one, at) => (one.isSeen ? [this.server.present(at, false)] : []));
    const whole = this.server.all.flatMap((one, at) => (one.isSeen ? [this.server.present(at, true)] : []));
    this.store.put(list, asOf);
    this.store.put(whole, asOf);
    const used = new Set(list.map(({ id }) => id));
    this.store.sweep((id) => used.has(id));
    this.check();
    for (const [at, one] of this.server.all.entries()) {
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

  private read(answer: Answer | undefined): void {
    if (answer && answer.rows === null) {
      const all = answer.ticket === null ? [...this.server.all.keys()] : [answer.ticket];
      answer.rows = all
        .filter((at) => this.server.on(at).isSeen)
        .map((at) => this.server.present(at, answer.ticket !== null));
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
    const event = this.server.events.shift();
    if (event?.kind === "news") {
      this.store.receive(event.event);
    } else if (event) {
      this.lostAt.set(event.ticketId, event.at);
      this.store.removeFromView(event.ticketId, "removed");
    }
    if (event && (event.kind === "removed" || event.event.name === "ticket:deleted")) {
      this.shownVersion.delete(event.kind === "removed" ? event.ticketId : event.event.ticketId);
    }
  }

  private overlay(at: number): void {
    const id = `overlay-${this.server.time}`;
    const asOf = this.store.now();
    this.overlays.push({ id, ticket: at, sent: null });
    this.show();
    // The server takes it at once, or refuses it.
    if (this.server.on(at).isSeen && this.server.time % 3 !== 0) {
      this.server.change(at, { byMe: true, withText: false, status: "closed" });
      this.overlays = this.overlays.map((one) =>
        one.id === id ? { ...one, sent: { row: this.server.present(at, true), asOf } } : one,
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

  /** Drops the events in flight; answers may still come. The page then fetches what it shows. */
  private reconnect(isOther: boolean): void {
    this.server.events = [];
    if (isOther) {
      this.server.countAnew();
    }
    this.shownVersion.clear();
    this.store.endAll();
    this.answers.push({ ticket: null, asOf: this.store.now(), rows: null });
  }
}
