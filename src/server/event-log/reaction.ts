import type { EventType, LogEvent } from "@/shared/events";
import type { Transaction } from "@/server/database/database";

/**
 * A reaction to events, run once for each by one process of the cluster: see realtime/log/consumer.ts.
 * `react` writes through `tx` alone, which is committed together with the consumer's cursor; so effects that
 * cannot be rolled back (mail, external calls) are not done in it, but enqueued as jobs. It reads the present
 * state: an event may be old.
 */
export interface Reaction {
  /** The event types that it handles. */
  types: readonly EventType[];
  /** Gets events in the order in which they were written, as far as that is known; returns how many effects there were. */
  react(tx: Transaction, events: LogEvent[]): Promise<number>;
}
