import { Counter, Histogram } from "prom-client";
import { shareOnce } from "./globals";
import { registry } from "./metrics";

interface EventMeters {
  events: Counter;
  lag: Histogram;
}

/** Counts an event that was told to this process's sockets, with the milliseconds since it was written. */
export function observeDelivery(type: string, milliseconds: number): void {
  const { events, lag } = meters();
  events.inc({ type });
  lag.observe(Math.max(0, milliseconds) / 1000);
}

function meters(): EventMeters {
  return shareOnce("event-meters", () => ({
    events: new Counter({
      name: "helpejo_events_total",
      help: "Events of the log told to sockets, by type",
      labelNames: ["type"],
      registers: [registry()],
    }),
    lag: new Histogram({
      name: "helpejo_commit_to_emit_seconds",
      help: "From the writing of an event to telling the sockets of this process",
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
      registers: [registry()],
    }),
  }));
}
