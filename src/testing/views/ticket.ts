import { z } from "zod";
import {
  applyEvent,
  completeEvent,
  isMergeChange,
  isPartial,
  type TicketEvent,
  type TicketState,
  type WholeSource,
} from "@/features/open-ticket/apply";

const joinedSchema = z.looseObject({
  version: z.number(),
  resync: z.literal(true).optional(),
  events: z.array(z.looseObject({ name: z.string() })).optional(),
});

/** What a view needs of the client that it belongs to. */
export interface ViewHost {
  socket: { connected: boolean };
  counts: { joins: number; gaps: number; resyncs: number };
  ask(name: string, data: unknown): Promise<{ ok: boolean; error?: { code: string } | undefined } | null>;
  fetchTicket(ticketId: string): Promise<Pick<TicketState, "ticket" | "comments" | "attachments"> | null>;
  /** Fetches the fields that events had to cut. */
  readonly whole: WholeSource;
  receive(name: string, payload: unknown, isReplay: boolean): TicketEvent | null;
  drop(ticketId: string): void;
  miss(ticketId: string): void;
  track(work: Promise<void>): Promise<void>;
}

/** One open ticket of a client: joined first, what comes meanwhile kept, then fetched, then kept up by applying events. */
export class TicketView {
  state: TicketState | null = null;
  private waiting: TicketEvent[] | null = [];
  private isOver = false;
  private attempt = 0;

  constructor(
    private readonly client: ViewHost,
    private readonly ticketId: string,
  ) {
    if (client.socket.connected) {
      this.join();
    }
  }

  /** Whether it shows the ticket as it is, by everything that it received. */
  isLive(): boolean {
    return this.state !== null && this.waiting === null;
  }

  /** The connection is gone: what it knows stays, and is caught up with later. */
  suspend(): void {
    this.attempt += 1;
    this.waiting = [];
  }

  /** Shows nothing any more. */
  end(): void {
    this.isOver = true;
  }

  /** Takes an event that came by itself. */
  receive(event: TicketEvent): void {
    if (this.waiting) {
      this.waiting.push(event);
      return;
    }
    this.apply(event);
  }

  /** Asks for what was missed, or for everything. */
  join(): void {
    this.attempt += 1;
    this.waiting ??= [];
    void this.client.track(this.catchUp(this.attempt));
  }

  private async catchUp(attempt: number): Promise<void> {
    const isStale = (): boolean => this.isOver || attempt !== this.attempt;
    const since = this.state?.version;
    this.client.counts.joins += 1;
    const answer = await this.client.ask("ticket:join", {
      ticketId: this.ticketId,
      ...(since === undefined ? {} : { since }),
    });
    if (isStale()) {
      return;
    }
    if (answer?.error?.code === "not_found") {
      this.client.miss(this.ticketId);
      return;
    }
    if (!answer?.ok) {
      return this.again(isStale);
    }
    const joined = joinedSchema.parse(answer);
    if (joined.events && this.state) {
      const missed = joined.events.flatMap(
        ({ name, ...payload }) => this.client.receive(name, payload, true) ?? [],
      );
      if (!(await this.applyAll(missed, isStale))) {
        return;
      }
      // Only when it is not restored further on.
      if (this.state.isRemoved) {
        this.client.miss(this.ticketId);
        return;
      }
    } else {
      this.client.counts.resyncs += joined.resync ? 1 : 0;
      const fresh = await this.client.fetchTicket(this.ticketId).catch(() => "failed" as const);
      if (isStale()) {
        return;
      }
      if (fresh === null) {
        this.client.miss(this.ticketId);
        return;
      }
      if (fresh === "failed") {
        return this.again(isStale);
      }
      this.state = { ...fresh, version: joined.version, lastEventId: null, isRemoved: false };
    }
    await this.resume(isStale);
  }

  /** Applies what came meanwhile. */
  private async resume(isStale: () => boolean): Promise<void> {
    if (await this.applyAll(this.waiting ?? [], isStale)) {
      this.waiting = null;
    }
  }

  /** Applies events in order, each once it is whole, and takes them off the list; false when something else goes on instead. */
  private async applyAll(events: TicketEvent[], isStale: () => boolean): Promise<boolean> {
    for (let event = events[0]; event; event = events[0]) {
      const whole = await this.completed(event);
      if (isStale()) {
        return false;
      }
      if (!whole) {
        void this.client.track(this.again(isStale));
        return false;
      }
      events.shift();
      this.apply(whole);
      if (isStale()) {
        return false;
      }
    }
    return true;
  }

  /** An event with all of its texts; null when they cannot be fetched just now. */
  private async completed(event: TicketEvent): Promise<TicketEvent | null> {
    const isNews = event.version >= (this.state?.version ?? 0);
    return isNews && isPartial(event)
      ? await completeEvent(event, this.client.whole).catch(() => null)
      : event;
  }

  private async again(isStale: () => boolean): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (!isStale() && this.client.socket.connected) {
      this.join();
    }
  }

  private apply(event: TicketEvent): void {
    if (this.isOver || !this.state) {
      return;
    }
    if (this.waiting === null && isPartial(event)) {
      const attempt = ++this.attempt;
      this.waiting = [event];
      void this.client.track(this.resume(() => this.isOver || attempt !== this.attempt));
      return;
    }
    const applied = applyEvent(this.state, event);
    if (applied.kind === "gap") {
      this.client.counts.gaps += 1;
      this.waiting = [event, ...(this.waiting ?? [])];
      this.join();
      return;
    }
    this.state = applied.state;
    if (applied.kind === "applied" && isMergeChange(event)) {
      // Whose messages it shows has changed: it is fetched again.
      this.state = null;
      this.join();
    }
  }
}
