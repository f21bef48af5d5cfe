import { pool } from "@/server/database/database";
import { noteWebhookBacklog } from "@/server/metrics/webhooks";
import { shareOnce } from "@/server/process/globals";

const EVERY_MILLISECONDS = 10_000;
const COUNTED = 10_000;

/** Reports what waits for webhooks to the metrics, every few seconds. */
export async function reportBacklog(now: Date): Promise<void> {
  const last = shareOnce("webhook-backlog-read", () => ({ at: Number.NEGATIVE_INFINITY }));
  if (performance.now() - last.at < EVERY_MILLISECONDS) {
    return;
  }
  last.at = performance.now();
  const { rows } = await pool().query<{ waiting: number; lag: number }>(
    `SELECT (SELECT count(*)::int FROM (SELECT 1 FROM webhook_deliveries WHERE state = 'waiting' LIMIT ${COUNTED}) w) AS waiting,
       coalesce(extract(epoch FROM $1::timestamptz - (
         SELECT min(d.next_try_at) FROM webhooks w CROSS JOIN LATERAL (
           SELECT next_try_at FROM webhook_deliveries WHERE webhook_id = w.id AND state = 'waiting' AND taken_until IS NULL
           ORDER BY next_try_at LIMIT 1) d))::float8, 0) AS lag`,
    [now],
  );
  const { waiting = 0, lag = 0 } = rows[0] ?? {};
  noteWebhookBacklog({ waiting, lagSeconds: Math.max(0, lag) });
}
