import { replaceEqualDeep } from "@tanstack/react-query";
import { isCut } from "@/features/tickets/apply";
import type { ToldTicket } from "@/features/tickets/schema";
import type { ToldEvent } from "@/shared/protocol/protocol";
import type { Overlay } from "./overlays";
import {
  bake,
  endAll,
  isAccepted,
  markRead,
  markSeen,
  NO_ROWS,
  putAnswer,
  putTold,
  rowOf,
  sweep,
  takeAway,
  type Gone,
  type TicketRows,
} from "./ticket-rows";

/** What an event tells of a ticket. */
export type TicketNews = Pick<ToldEvent, "name" | "ticketId" | "version" | "ticket" | "actor" | "cut">;

/** What is not part of a list's rows; the page that shows it fetches it. */
const DESCRIPTION = "ticket.description";
/** So many tickets are known at once, beside those that pages hold. */
const KEPT = 2_000;

/**
 * The tickets that this browser knows, each once, whatever it was learned from: pages of lists, single tickets, answers to
 * changes, events. The newest version wins, and what was asked for before a ticket went out of sight does not bring it
 * back. Lists keep ids alone.
 */
export class TicketStore {
  private rows: TicketRows = NO_ROWS;
  private time = 0;
  private isTelling = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly personId: string,
    private readonly clock: () => number = Date.now,
  ) {}

  /** All that is known; the same object until something changes. */
  readonly get = (): TicketRows => this.rows;

  /** Calls `listener` at each change; returns how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The time by which answers are told from events that came after they were asked for: never twice the same. */
  now(): number {
    this.time = Math.max(this.time + 1, this.clock());
    return this.time;
  }

  /** Takes in an answer; `asOf` is what `now` said right before it was asked for. */
  put(tickets: readonly ToldTicket[], asOf: number): void {
    this.change(putAnswer(this.rows, tickets, asOf));
  }

  /**
   * Takes in what came with the page itself, while that is being drawn: what is drawn already hears of it afterwards.
   */
  seed(tickets: readonly ToldTicket[], asOf: number): void {
    this.rows = putAnswer(this.rows, tickets, asOf);
    if (!this.isTelling) {
      this.isTelling = true;
      queueMicrotask(() => {
        this.isTelling = false;
        this.tell();
      });
    }
  }

  /** Whether an answer that was asked for then would be shown. */
  accepts(id: string, asOf: number): boolean {
    return isAccepted(this.rows, id, asOf);
  }

  /** Takes in what an event tells of a ticket; false where that has to be fetched, as the event holds only a part of it. */
  hear({ name, ticketId, version, ticket, actor, cut = [] }: TicketNews): boolean {
    if (name === "ticket:deleted") {
      this.takeAway(ticketId, "deleted", version);
      return true;
    }
    if (!ticket) {
      return true;
    }
    if (isCut({ cut: cut.filter((field) => field !== DESCRIPTION) }, "ticket")) {
      return false;
    }
    const told = { ...ticket };
    if (cut.includes(DESCRIPTION)) {
      delete told.description;
    }
    this.change(putTold(this.rows, told, this.now(), actor?.id === this.personId));
    return true;
  }

  /** A ticket is out of sight, from this moment on. */
  takeAway(id: string, gone: Gone, version?: number): void {
    const at = this.now();
    this.change(takeAway(this.rows, id, { gone, at, ...(version === undefined ? {} : { version }) }));
  }

  /** This person has read it so far. */
  read(id: string, version: number): void {
    this.change(markRead(this.rows, id, version));
  }

  /** The desk has seen it. */
  seen(id: string, at: string): void {
    this.change(markSeen(this.rows, id, at));
  }

  /** Events come again after a time without them. */
  endAll(): void {
    this.change(endAll(this.rows, this.now()));
  }

  /** Shows something before the server has it. */
  overlay(overlay: Overlay): void {
    this.setOverlays([...this.rows.overlays.filter(({ id }) => id !== overlay.id), overlay]);
  }

  /** Lays over tickets what the outbox holds by now, in the place of what it held before. */
  setWaiting(overlays: readonly Overlay[]): void {
    this.setOverlays([...this.rows.overlays.filter(({ kind }) => kind !== "fields"), ...overlays]);
  }

  /** The server has taken it: with the ticket that it answered, or where it answers none, as it is shown. */
  confirm(id: string, answer: { ticket: ToldTicket; asOf: number } | null): void {
    const overlay = this.rows.overlays.find((one) => one.id === id);
    const rows = answer
      ? putAnswer(this.rows, [answer.ticket], answer.asOf)
      : overlay
        ? bake(this.rows, overlay, this.now())
        : this.rows;
    this.change({ ...rows, overlays: rows.overlays.filter((one) => one.id !== id) });
  }

  /** It is not going to be: the ticket is shown as it is. */
  drop(id: string): void {
    this.setOverlays(this.rows.overlays.filter((one) => one.id !== id));
  }

  /** Forgets what no page holds and is old, or too much. */
  sweep(isHeld: (id: string) => boolean, most = KEPT): void {
    this.change(sweep(this.rows, isHeld, most));
  }

  /** Whether there may be something to sweep: asked often. */
  get hasWaste(): boolean {
    return this.rows.entries.size > KEPT || [...this.rows.entries.values()].some(({ isOld }) => isOld);
  }

  /** The ticket as the server has it, as far as is known; null where it is unknown or out of sight. */
  find(id: string): ToldTicket | null {
    return rowOf(this.rows, id);
  }

  /** Whether a ticket is known and in sight. */
  has(id: string): boolean {
    return this.find(id) !== null;
  }

  private setOverlays(wanted: readonly Overlay[]): void {
    const overlays = replaceEqualDeep(this.rows.overlays, wanted);
    if (overlays !== this.rows.overlays) {
      this.change({ ...this.rows, overlays });
    }
  }

  private change(rows: TicketRows): void {
    if (rows !== this.rows) {
      this.rows = rows;
      this.tell();
    }
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}
