import { Counter, Histogram } from "prom-client";
import { shareOnce } from "./globals";
import { registry } from "./metrics";
import { reportGauge } from "./metrics-gauges";

interface ReaderMeters {
  batches: Histogram;
  failures: Counter;
  freshStarts: Counter<"reason">;
  /** When the last look at the log began that succeeded: whatever is read next was committed after it. */
  lastLookAt: number;
}

/** Notes a look at the log that succeeded: when it began (milliseconds since the epoch), and how many events it found. */
export function observeLook(beganAt: number, events: number): void {
  const noted = meters();
  noted.lastLookAt = beganAt;
  if (events > 0) {
    noted.batches.observe(events);
  }
}

/** Counts a look at the log that failed; it is tried again. */
export function countFailedLook(): void {
  meters().failures.inc();
}

/** Counts a time when this process's clients were all sent away to fetch afresh: another epoch, or too much at once. */
export function countFreshStart(reason: "epoch" | "overflow"): void {
  meters().freshStarts.inc({ reason });
}

/** When the look before began, in milliseconds since the epoch; 0 before the first. */
export function lastLookAt(): number {
  return meters().lastLookAt;
}

/** Has the reader's lag (milliseconds) told whenever the metrics are read. */
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
  return shareOnce("reader-meters", () => ({
    batches: new Histogram({
      name: "helpejo_reader_batch_events",
      help: "Events that a look at the log found, when it found any",
      buckets: [1, 2, 5, 10, 50, 100, 500, 1_000, 5_000],
      registers: [registry()],
    }),
    failures: new Counter({
      name: "helpejo_reader_errors_total",
      help: "Looks at the log that failed and were tried again",
      registers: [registry()],
    }),
    freshStarts: new Counter({
      name: "helpejo_reader_fresh_starts_total",
      help: "Times that all clients of this process had to fetch afresh: after a restore (epoch), or too much at once (overflow)",
      labelNames: ["reason"],
      registers: [registry()],
    }),
    lastLookAt: 0,
  }));
}
