import { Counter, Histogram } from "prom-client";
import { shareOnce } from "@/server/process/globals";
import { registry } from "./metrics";
import { reportGauge } from "./gauges";

interface ReaderMeters {
  batches: Histogram;
  failures: Counter;
  freshStarts: Counter<"reason">;
  passedOver: Counter<"reason">;
  /** When the last successful poll of the log began: events that are read next were committed after it. */
  lastPollAt: number;
}

/** Observes a successful poll of the log: when it began (milliseconds since 1970), and how many events it found. */
export function observePoll(beganAt: number, events: number): void {
  const noted = meters();
  noted.lastPollAt = beganAt;
  if (events > 0) {
    noted.batches.observe(events);
  }
}

/** Counts a failed poll of the log; it is tried again. */
export function countFailedPoll(): void {
  meters().failures.inc();
}

/** Why all clients of a process have to fetch afresh: another epoch, too much at once, or an event that cannot be read. */
export type FreshStart = "epoch" | "overflow" | "unreadable";

/**
 * Counts a row of the log that is not sent, each time that it is read: of a type that a newer release wrote,
 * or of a known one whose data does not match its schema.
 */
export function countPassedOver(reason: "newer" | "unreadable"): void {
  meters().passedOver.inc({ reason });
}

/** Counts each time that all clients of this process were disconnected to fetch afresh. */
export function countFreshStart(reason: FreshStart): void {
  meters().freshStarts.inc({ reason });
}

/** When the poll before began, in milliseconds since 1970; 0 before the first. */
export function lastPollAt(): number {
  return meters().lastPollAt;
}

/** Reports the reader's lag (milliseconds) whenever the metrics are read. */
export function reportReaderLag(lagMilliseconds: () => number): void {
  reportGauge(
    {
      name: "helpejo_reader_lag_milliseconds",
      help: "For how long this process has not read the log to its end, beyond its poll",
    },
    lagMilliseconds,
  );
}

function meters(): ReaderMeters {
  return shareOnce("reader-meters", () => {
    const made = {
      batches: new Histogram({
        name: "helpejo_reader_batch_events",
        help: "Events found by a poll of the log, when there were any",
        buckets: [1, 2, 5, 10, 50, 100, 500, 1_000, 5_000],
        registers: [registry()],
      }),
      failures: new Counter({
        name: "helpejo_reader_errors_total",
        help: "Failed polls of the log, which are retried",
        registers: [registry()],
      }),
      freshStarts: new Counter({
        name: "helpejo_reader_fresh_starts_total",
        help: "Times that all clients of this process had to fetch afresh: after a restore (epoch), too much at once (overflow), or an event that cannot be read (unreadable)",
        labelNames: ["reason"],
        registers: [registry()],
      }),
      passedOver: new Counter({
        name: "helpejo_log_rows_passed_over_total",
        help: "Rows of the log that were read and not sent: of a type of a newer release (newer), or that do not match their schema (unreadable)",
        labelNames: ["reason"],
        registers: [registry()],
      }),
      lastPollAt: 0,
    };
    // An alert on the first one needs a series that was 0 before.
    made.passedOver.inc({ reason: "newer" }, 0);
    made.passedOver.inc({ reason: "unreadable" }, 0);
    return made;
  });
}
