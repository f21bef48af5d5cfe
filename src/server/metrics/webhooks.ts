import { Counter, Histogram } from "prom-client";
import { shareOnce } from "@/server/process/globals";
import { reportGauge } from "./gauges";
import { registry } from "./metrics";

/** So long what was read of the backlog is reported: another process may look after it by now. */
const BACKLOG_MILLISECONDS = 60_000;

/** What waits for webhooks. */
export interface WebhookBacklog {
  waiting: number;
  /** Seconds for which what is due and waits for nothing else has waited. */
  lagSeconds: number;
}

interface WebhookMeters {
  tries: Counter<"outcome">;
  seconds: Histogram;
  backlog: (WebhookBacklog & { at: number }) | null;
}

/** Counts a try to send a delivery. */
export function countWebhookTry(outcome: "sent" | "failed", seconds: number): void {
  const { tries, seconds: durations } = meters();
  tries.inc({ outcome });
  durations.observe(seconds);
}

/** Reports what waits, as this process has read it just now. */
export function noteWebhookBacklog(backlog: WebhookBacklog): void {
  meters().backlog = { ...backlog, at: performance.now() };
}

function meters(): WebhookMeters {
  return shareOnce("webhook-meters", () => {
    const made: WebhookMeters = {
      tries: new Counter({
        name: "helpejo_webhook_tries_total",
        help: "Tries to send a delivery to a webhook, by whether it arrived",
        labelNames: ["outcome"],
        registers: [registry()],
      }),
      seconds: new Histogram({
        name: "helpejo_webhook_try_duration_seconds",
        help: "Duration of tries to send a delivery to a webhook",
        buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15],
        registers: [registry()],
      }),
      backlog: null,
    };
    const now = (): WebhookBacklog | null =>
      made.backlog !== null && performance.now() - made.backlog.at < BACKLOG_MILLISECONDS
        ? made.backlog
        : null;
    reportGauge(
      {
        name: "helpejo_webhook_deliveries_waiting",
        help: "Deliveries that wait, as the process that looked after them last has seen it; at most 10,000",
      },
      () => now()?.waiting ?? null,
    );
    reportGauge(
      {
        name: "helpejo_webhook_lag_seconds",
        help: "For how long the delivery that is due first has been due",
      },
      () => now()?.lagSeconds ?? null,
    );
    return made;
  });
}
