import { pool } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";

const EVERY_MILLISECONDS = 3_600_000;
const BATCH = 1_000;

/** Attempts and refusals are kept for 90 days, actions for two years. */
const OLD = `CASE WHEN fold_key IS NOT NULL THEN at < now() - interval '90 days' ELSE at < now() - interval '2 years' END`;

/** Keeps the audit from growing for ever. */
export const sweepAuditJob: Job = {
  name: "sweep the audit",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: sweepAudit,
};

/** Removes old entries in batches, so that no statement locks many rows for long; returns how many were removed. Safe to run at any time. */
export async function sweepAudit(batch = BATCH): Promise<number> {
  let removed = 0;
  for (let gone = batch; gone === batch; removed += gone) {
    const { rowCount } = await pool().query(
      `DELETE FROM audit_entries WHERE ctid = ANY(ARRAY(SELECT ctid FROM audit_entries
         WHERE at < now() - interval '90 days' AND ${OLD} ORDER BY organisation_id, at LIMIT $1 FOR UPDATE SKIP LOCKED))`,
      [batch],
    );
    gone = rowCount ?? 0;
  }
  return removed;
}
