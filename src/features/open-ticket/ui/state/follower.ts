import type { QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/client/api/api";
import { request, type TypedSocket } from "@/client/connection/socket";
import { completeEvent, isMergeChange, isPartial, type TicketEvent } from "@/features/open-ticket/apply";
import type { TicketStore } from "@/features/tickets/ui/store/ticket-store";
import { isWhole } from "@/features/tickets/ui/store/ticket-rows";
import { fetchVisible } from "./fetch-opened";
import { fetchedPages, wholeSource } from "./fetch-conversation";
import { isStaffAudience } from "./rights";
import { advance, advanceAll, emptied, isOfEarlier, withEarlier, type OpenConversation } from "./room-state";
import { ticketKey } from "@/features/tickets/ui/queries";
import { readWindow } from "./window";

/** The dependencies of a follower. */
export interface FollowerTools {
  socket: TypedSocket;
  queries: QueryClient;
  /** The store of tickets; conversations are in the query cache. */
  tickets: TicketStore;
  /** The epoch that the page last received. */
  epoch(): string | null;
}

const CATCH_UP_ATTEMPTS = 3;
const JOIN_AGAIN_MILLISECONDS = 5_000;
const EARLIER_TRIES = 5;

/**
 * Keeps the conversation of one open ticket current, and its row in the store of tickets. Events that come
 * while the ticket is being fetched, or while a gap is being filled, are buffered and applied afterwards: so
 * nothing is lost or counted twice. An event with a cut text waits until the whole text is fetched.
 */
export class TicketFollower {
  /** Events buffered since the fetch under way began; null when there is none. */
  private buffer: TicketEvent[] | null = null;
  /** Events buffered after a gap that is not filled yet. */
  private waiting: TicketEvent[] = [];
  private isCatchingUp = false;
  private again: ReturnType<typeof setTimeout> | undefined;
  /** Whether a part that is not loaded changed while it was being fetched. */
  private isEarlierStale = false;
  private opening: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly tools: FollowerTools,
    private readonly ticketId: string,
  ) {}

  /** Joins, then fetches, then applies the buffered events; throws the API's error. */
  open(signal: AbortSignal): Promise<OpenConversation> {
    const opened = this.openNow(signal);
    this.opening = opened.catch(() => undefined);
    return opened;
  }

  /** Applies an event, or buffers it. `isHidden`: the page shows "no such ticket", which may have changed. */
  take(event: TicketEvent, isHidden: boolean): void {
    if (this.buffer) {
      this.buffer.push(event);
    }
    if (isHidden) {
      if (!this.buffer) {
        this.refetch();
      }
      return;
    }
    const state = this.state();
    this.isEarlierStale ||= state !== undefined && isOfEarlier(state, event);
    const isAwaited = state !== undefined && isPartial(event) && event.version >= state.version;
    const next = isAwaited ? null : state && advance(state, event);
    if (next) {
      this.put(next);
      if (isMergeChange(event) && !this.buffer) {
        this.refetch();
      }
    } else if (state && !this.buffer) {
      this.waiting.push(event);
      void this.catchUp();
    }
  }

  /**
   * Fetches an earlier part of the conversation and prepends it; throws the API's error. Events about it that
   * come meanwhile find nothing to change, so then it is fetched once more. `aboutToShow` is called right
   * before it is shown.
   */
  async loadEarlier(aboutToShow: () => void = () => undefined): Promise<void> {
    for (let tries = 0; tries < EARLIER_TRIES; tries++) {
      await this.opening;
      const before = this.state();
      const audience = this.audience();
      if (!before?.earlier) {
        return;
      }
      this.isEarlierStale = false;
      const part = await readWindow(fetchedPages(this.ticketId), { before: before.earlier });
      const now = this.state();
      const isSame = now?.earlier === before.earlier && this.audience() === audience;
      // A fetch under way goes back only as far as the present state: it would remove again what is prepended here.
      if (now && isSame && !this.isEarlierStale && !this.buffer) {
        aboutToShow();
        this.put(withEarlier(now, part));
        return;
      }
    }
    throw new Error("The ticket changed again and again.");
  }

  /** The person lost access: the content is removed at once, and the API says whether they still see any of it. */
  drop(): void {
    this.forget();
    this.refetch();
  }

  /** Stops: the page does not show it any more. */
  close(): void {
    clearTimeout(this.again);
    if (this.tools.socket.connected) {
      this.tools.socket.emit("ticket:leave", { ticketId: this.ticketId });
    }
  }

  private async openNow(signal: AbortSignal): Promise<OpenConversation> {
    // Its own buffer: an earlier run that was abandoned must not take this one's.
    const buffer: TicketEvent[] = [];
    this.buffer = buffer;
    clearTimeout(this.again);
    try {
      const { socket } = this.tools;
      const joined = socket.connected ? await this.join() : null;
      const fresh = await this.fetch(buffer, joined, signal);
      signal.throwIfAborted();
      if (!joined && socket.connected) {
        // Without the room events come late or not at all.
        this.again = setTimeout(() => void this.catchUp(), JOIN_AGAIN_MILLISECONDS);
      }
      // Events that come during this are buffered too, and are at the end of the list by then.
      for (const [index, event] of buffer.entries()) {
        buffer[index] = await this.whole(event, fresh.version);
      }
      signal.throwIfAborted();
      return advanceAll(fresh, buffer).state;
    } catch (error) {
      if (!signal.aborted && error instanceof ApiError && error.code === "not_found") {
        this.forget();
      }
      throw error;
    } finally {
      if (this.buffer === buffer) {
        this.buffer = null;
        this.waiting = [];
      }
    }
  }

  /** Null when there was no answer or a refusal: then the API decides. */
  private async join(): Promise<{ version: number } | null> {
    return await request(this.tools.socket, "ticket:join", {
      ticketId: this.ticketId,
    }).catch(() => null);
  }

  private fetch(
    buffer: readonly TicketEvent[],
    joined: { version: number } | null,
    signal: AbortSignal,
  ): Promise<OpenConversation> {
    const { tickets, epoch } = this.tools;
    return fetchVisible(
      this.ticketId,
      {
        tickets,
        known: () => this.state(),
        epoch,
        joinedAt: joined?.version,
        hasReturned: () => buffer.some((event) => event.name !== "ticket:deleted"),
      },
      signal,
    );
  }

  /** Fills the gap and then applies the buffered events; fetches afresh when too much is missing, or there is no answer. */
  private async catchUp(): Promise<void> {
    if (this.isCatchingUp || this.buffer) {
      return;
    }
    this.isCatchingUp = true;
    try {
      for (let tries = 0; tries < CATCH_UP_ATTEMPTS; tries++) {
        await this.fillGap();
        if (this.waiting.length === 0) {
          return;
        }
      }
      this.refetch();
    } catch {
      this.refetch();
    } finally {
      this.isCatchingUp = false;
    }
  }

  /** When the events that follow have come already, only texts have to be fetched. */
  private async fillGap(): Promise<void> {
    if (this.waiting.some((event) => isPartial(event))) {
      await this.advanceWith([]);
      if (this.waiting.length === 0) {
        return;
      }
    }
    const { events } = await request(this.tools.socket, "ticket:join", {
      ticketId: this.ticketId,
      since: this.state()?.version ?? 0,
    });
    if (!events) {
      throw new Error("too far behind");
    }
    await this.advanceWith(events);
  }

  /** Applies the missing and then the buffered events, with whole texts. */
  private async advanceWith(missing: readonly TicketEvent[]): Promise<void> {
    const version = this.state()?.version ?? 0;
    const filling = await Promise.all(missing.map((event) => this.whole(event, version)));
    filling.forEach((event) => this.tools.tickets.receive(event));
    // Events that come during this are appended, and so are reached as well.
    const { waiting } = this;
    for (const [index, event] of waiting.entries()) {
      waiting[index] = await this.whole(event, version);
    }
    const known = this.state();
    this.isEarlierStale ||= known !== undefined && filling.some((event) => isOfEarlier(known, event));
    this.update((state) => {
      const filled = advanceAll(state, [...filling, ...this.waiting]);
      this.waiting = filled.left;
      return filled.state;
    });
  }

  /** An event with whole texts; one older than `version` will not be applied. */
  private async whole(event: TicketEvent, version: number): Promise<TicketEvent> {
    if (event.version < version || !isPartial(event)) {
      return event;
    }
    const asOf = this.tools.tickets.now();
    const whole = await completeEvent(event, wholeSource);
    if (isWhole(whole.ticket)) {
      this.tools.tickets.put([whole.ticket], asOf);
    }
    return whole;
  }

  /** Removes its content, and what is cached beside it, such as its readers. */
  private forget(): void {
    const { tickets } = this.tools;
    this.update(emptied);
    if (tickets.has(this.ticketId)) {
      tickets.removeFromView(this.ticketId, "missing");
    }
    const key = ticketKey(this.ticketId);
    this.tools.queries.removeQueries({
      queryKey: key,
      predicate: (query) => query.queryKey.length > key.length,
    });
  }

  /** Fetches it afresh. */
  refetch(): void {
    this.waiting = [];
    void this.tools.queries.invalidateQueries({ queryKey: ticketKey(this.ticketId), exact: true });
  }

  private state(): OpenConversation | undefined {
    return this.tools.queries.getQueryData<OpenConversation>(ticketKey(this.ticketId));
  }

  private put(state: OpenConversation): void {
    this.tools.queries.setQueryData<OpenConversation>(ticketKey(this.ticketId), state);
  }

  private update(change: (state: OpenConversation) => OpenConversation): void {
    const state = this.state();
    if (state) {
      this.put(change(state));
    }
  }

  /** The person's audience of it; null while none is known. */
  private audience(): boolean | null {
    const ticket = this.tools.tickets.find(this.ticketId);
    return ticket && isStaffAudience(ticket);
  }
}
