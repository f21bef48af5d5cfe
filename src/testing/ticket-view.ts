import { z } from "zod";
import { applyEvent, type TicketEvent, type TicketState } from "@/features/tickets/apply";

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

  /** Whether it shows the ticket as it is, as far as it has heard. */
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
      joined.events.forEach(({ name, ...payload }) => {
        const event = this.client.receive(name, payload, true);
        if (event) {
          this.apply(event);
        }
      });
      if (isStale()) {
        return;
      }
      // Only when it is not restored further on.
      if (this.state.isGone) {
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
      this.state = { ...fresh, version: joined.version, lastEventId: null, isGone: false };
    }
    const later = this.waiting ?? [];
    this.waiting = null;
    later.forEach((event) => this.receive(event));
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
    const applied = applyEvent(this.state, event);
    if (applied.kind === "gap") {
      this.client.counts.gaps += 1;
      this.waiting = [event];
      this.join();
      return;
    }
    this.state = applied.state;
  }
}
