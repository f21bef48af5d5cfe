import { pool } from "@/server/database/database";
import { deleteInBatches } from "@/server/jobs/delete-in-batches";
import type { Job } from "@/server/jobs/jobs";

const EVERY_MILLISECONDS = 3_600_000;

/** Removes deliveries 30 days after they arrived or were given up: they hold what people wrote. */
export const sweepWebhooksJob: Job = {
  name: "sweep webhooks",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: sweepWebhooks,
};

/** Removes them in batches, and former secrets that do not sign any more; returns how many there were. Safe to run at any time. */
export async function sweepWebhooks(batch?: number): Promise<number> {
  const { rowCount } = await pool().query(
    "UPDATE webhooks SET sealed_former = NULL, former_until = NULL WHERE former_until <= now()",
  );
  const deliveries = await deleteInBatches(
    { table: "webhook_deliveries", where: "settled_at < now() - interval '30 days'" },
    batch,
  );
  return deliveries + (rowCount ?? 0);
}
