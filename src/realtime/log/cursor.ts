import type { LogEvent } from "@/shared/events";

/** PostgreSQL flushes the log of transactions without a commit within 0.6 s (three times wal_writer_delay); this is a good deal more. */
const BACK_MILLISECONDS = 3_000;

interface Step {
  at: number;
  /** Everything visible in it has been sent. */
  snapshot: string;
  /** The events that were sent between the step before and this one. */
  eventIds: string[];
}

/**
 * A reader's cursor in the log: its last snapshot, and the few before it with the events that were sent in
 * between. After a crash PostgreSQL has forgotten the transactions that were not committed just before, and
 * assigns their ids again: what the new ones write looks as if the last snapshot had seen it. So after a lost
 * connection the reader goes back a little, and leaves out what it sent already.
 */
export class LogCursor {
  private steps: Step[] = [];
  private from = "";

  constructor(
    public epoch: string,
    snapshot: string,
  ) {
    this.startAt(epoch, snapshot);
  }

  /** The snapshot to read on from. */
  get snapshot(): string {
    return this.from;
  }

  /** Begins anew: the log is another, or too much of it went by. */
  startAt(epoch: string, snapshot: string): void {
    this.epoch = epoch;
    this.from = snapshot;
    this.steps = [{ at: performance.now(), snapshot, eventIds: [] }];
  }

  /** Those of `events` that were not sent yet. */
  unsent(events: LogEvent[]): LogEvent[] {
    const sent = new Set(this.steps.flatMap((step) => step.eventIds));
    return sent.size === 0 ? events : events.filter((event) => !sent.has(event.id));
  }

  /** Everything visible in `snapshot` has been sent now, last of all `events`. */
  advance(snapshot: string, events: readonly LogEvent[]): void {
    const at = performance.now();
    this.from = snapshot;
    this.steps.push({ at, snapshot, eventIds: events.map((event) => event.id) });
    const first = this.steps.findLastIndex((step) => step.at <= at - BACK_MILLISECONDS);
    this.steps.splice(0, Math.max(0, first));
  }

  /**
   * After a lost connection, moves the cursor back a little. The snapshots in between may include
   * transactions that were lost in a crash, so the cursor never goes back to one of them when the next
   * connection is lost too.
   */
  goBack(): void {
    const [first] = this.steps;
    if (first) {
      this.from = first.snapshot;
      this.steps = [
        { ...first, at: performance.now(), eventIds: this.steps.flatMap((step) => step.eventIds) },
      ];
    }
  }
}
