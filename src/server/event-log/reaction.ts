import type { EventType, LogEvent } from "@/shared/events";
import type { Transaction } from "@/server/database/database";

/**
 * What has to follow from events, done once for each by one process of the cluster: see realtime/log/consumer.ts. `react` writes
 * through `tx` alone, which is committed together with how far the consumer has come; so nothing that cannot be taken back
 * (mail, calls to elsewhere) is done in it, but written down as a job. Facts are those of now: an event may be old.
 */
export interface Reaction {
  /** The types of event that it wants. */
  types: readonly EventType[];
  /** Given events in the order in which they were written, as far as that is known; returns how many things it did. */
  react(tx: Transaction, events: LogEvent[]): Promise<number>;
}
