import { replaceEqualDeep } from "@tanstack/react-query";
import { isCut } from "@/features/tickets/apply";
import type { EventTicket } from "@/features/tickets/schema";
import type { PersonDto } from "@/features/users/schema";
import { Listeners } from "@/shared/listeners";
import type { VersionedEvent } from "@/shared/protocol/protocol";
import type { Overlay } from "./overlays";
import {
  mergeOverlay,
  endAll,
  isAccepted,
  markRead,
  markSeen,
  NO_ROWS,
  putAnswer,
  putEvent,
  rename,
  rowOf,
  sweep,
  removeFromView,
  type RemovalReason,
  type TicketRows,
} from "./ticket-rows";

/** The ticket fields of an event. */
export type ReceivedEvent = Pick<
  VersionedEvent,
  "name" | "ticketId" | "version" | "ticket" | "actor" | "cut"
> &
  Partial<Pick<VersionedEvent, "quiet">>;

/** The fields that are not in a list's rows; the page that shows them fetches them. */
const DESCRIPTION = "ticket.description";
/** The most tickets in the store, beside those in use. */
const KEPT = 2_000;

/**
 * The store of tickets, each once, from any source: pages of lists, single tickets, answers to changes,
 * events. The newest version wins, and an answer that was requested before a ticket became invisible does not
 * bring it back. Lists hold only ids.
 */
export class TicketStore {
  private rows: TicketRows = NO_ROWS;
  private time = 0;
  private isEmitting = false;
  private readonly listeners = new Listeners();

  constructor(
    private readonly personId: string,
    private readonly clock: () => number = Date.now,
  ) {}

  /** The whole state; the same object until something changes. */
  readonly get = (): TicketRows => this.rows;

  /** Calls `listener` at each change; returns how to stop that. */
  readonly subscribe = this.listeners.add;

  /** The store's clock, which orders requests and events: it never returns the same time twice. */
  now(): number {
    this.time = Math.max(this.time + 1, this.clock());
    return this.time;
  }

  /** Merges an answer; `asOf` is the value of `now` right before the request. */
  put(tickets: readonly EventTicket[], asOf: number): void {
    this.change(putAnswer(this.rows, tickets, asOf));
  }

  /**
   * Merges the data of the page itself during rendering: components that are rendered already are notified afterwards.
   */
  seed(tickets: readonly EventTicket[], asOf: number): void {
    this.rows = putAnswer(this.rows, tickets, asOf);
    if (!this.isEmitting) {
      this.isEmitting = true;
      queueMicrotask(() => {
        this.isEmitting = false;
        this.emit();
      });
    }
  }

  /** Whether an answer that was requested then would be shown. */
  accepts(id: string, asOf: number): boolean {
    return isAccepted(this.rows, id, asOf);
  }

  /** Merges an event; false where the ticket has to be fetched, as the event has cut fields. */
  receive({ name, ticketId, version, ticket, actor, cut = [], quiet }: ReceivedEvent): boolean {
    if (name === "ticket:deleted") {
      this.removeFromView(ticketId, "deleted", version);
      return true;
    }
    if (!ticket) {
      return true;
    }
    if (isCut({ cut: cut.filter((field) => field !== DESCRIPTION) }, "ticket")) {
      return false;
    }
    const received = { ...ticket };
    if (cut.includes(DESCRIPTION)) {
      delete received.description;
    }
    this.change(putEvent(this.rows, received, this.now(), quiet === true || actor?.id === this.personId));
    return true;
  }

  /** A ticket is not visible from this moment on. */
  removeFromView(id: string, reason: RemovalReason, version?: number): void {
    const at = this.now();
    this.change(
      removeFromView(this.rows, id, { removedAs: reason, at, ...(version === undefined ? {} : { version }) }),
    );
  }

  /** This person has read it so far. */
  read(id: string, version: number): void {
    this.change(markRead(this.rows, id, version));
  }

  /** Staff have seen it. */
  seen(id: string, at: string): void {
    this.change(markSeen(this.rows, id, at));
  }

  /** Somebody has another name. */
  rename(person: PersonDto): void {
    this.change(rename(this.rows, person));
  }

  /** Events resume after a time without them. */
  endAll(): void {
    this.change(endAll(this.rows, this.now()));
  }

  /** Adds an overlay before the server has the change. */
  overlay(overlay: Overlay): void {
    this.setOverlays([...this.rows.overlays.filter(({ id }) => id !== overlay.id), overlay]);
  }

  /** Replaces the overlays of the outbox. */
  setWaiting(overlays: readonly Overlay[]): void {
    this.setOverlays([...this.rows.overlays.filter(({ kind }) => kind !== "fields"), ...overlays]);
  }

  /** The server accepted it: merges the ticket of its answer, or without one the overlay. */
  confirm(id: string, answer: { ticket: EventTicket; asOf: number } | null): void {
    const overlay = this.rows.overlays.find((one) => one.id === id);
    const rows = answer
      ? putAnswer(this.rows, [answer.ticket], answer.asOf)
      : overlay
        ? mergeOverlay(this.rows, overlay, this.now())
        : this.rows;
    this.change({ ...rows, overlays: rows.overlays.filter((one) => one.id !== id) });
  }

  /** The change failed: the ticket is shown without it. */
  drop(id: string): void {
    this.setOverlays(this.rows.overlays.filter((one) => one.id !== id));
  }

  /** Drops unused tickets that are old, or too many. */
  sweep(isInUse: (id: string) => boolean, most = KEPT): void {
    this.change(sweep(this.rows, isInUse, most));
  }

  /** Whether there may be something to sweep: called often. */
  get hasWaste(): boolean {
    return this.rows.entries.size > KEPT || [...this.rows.entries.values()].some(({ isOld }) => isOld);
  }

  /** The ticket as the server has it, as far as is known; null where it is unknown or not visible. */
  find(id: string): EventTicket | null {
    return rowOf(this.rows, id);
  }

  /** Whether a ticket is known and visible. */
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
      this.emit();
    }
  }

  private emit(): void {
    this.listeners.emit();
  }
}
