import { Counter, Histogram } from "prom-client";
import { shareOnce } from "@/server/process/globals";
import { registry } from "./metrics";
import { lastPollAt } from "./reader";

/** How far back, and of how many at most, deliveries are remembered one by one. */
const RECENT_MILLISECONDS = 60_000;
const RECENT_MOST = 1_000;

interface EventMeters {
  events: Counter<"type">;
  lag: Histogram;
}

/**
 * Counts an event that was just sent to this process's sockets; `writtenAt` is when it was written into the
 * log. Its commit came after that, and after the last poll that did not see it yet: the lag counts from the
 * later of the two. So a transaction that stayed open is no delay of ours, and no lag is reported shorter
 * than it was.
 */
export function observeDelivery(type: string, writtenAt: Date): void {
  const { events, lag } = meters();
  const committedAfter = Math.max(writtenAt.getTime(), lastPollAt());
  events.inc({ type });
  const took = Math.max(0, Date.now() - committedAfter);
  lag.observe(took / 1000);
  const kept = recent();
  kept.push({ at: Date.now(), took });
  if (kept.length > RECENT_MOST) {
    kept.splice(0, kept.length - RECENT_MOST);
  }
}

/** The median of what `observeDelivery` measured in this process in the last minute, in milliseconds; null without any. */
export function recentDelivery(now = Date.now()): number | null {
  const times = recent()
    .filter(({ at }) => at > now - RECENT_MILLISECONDS)
    .map(({ took }) => took)
    .sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? null;
}

function recent(): { at: number; took: number }[] {
  return shareOnce("recent-deliveries", () => []);
}

function meters(): EventMeters {
  return shareOnce("event-meters", () => ({
    events: new Counter({
      name: "helpejo_events_total",
      help: "Events of the log that were sent to sockets, by type",
      labelNames: ["type"],
      registers: [registry()],
    }),
    lag: new Histogram({
      name: "helpejo_commit_to_emit_seconds",
      help: "From the commit of an event (at the earliest) to its emission to the sockets of this process",
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30],
      registers: [registry()],
    }),
  }));
}
