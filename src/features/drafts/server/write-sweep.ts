import { pool } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";

const EVERY_MILLISECONDS = 6 * 3_600_000;
const BATCH = 1_000;
const KEPT = "60 days";

/** Deletes drafts that were not used for 60 days. */
export const sweepDraftsJob: Job = {
  name: "sweep drafts",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: sweepDrafts,
};

/** Removes old drafts in batches; returns how many were removed. Safe to run at any time. */
export async function sweepDrafts(batch = BATCH): Promise<number> {
  let removed = 0;
  for (let gone = batch; gone === batch; removed += gone) {
    const { rowCount } = await pool().query(
      `DELETE FROM drafts WHERE ctid = ANY(ARRAY(SELECT ctid FROM drafts WHERE updated_at < now() - interval '${KEPT}' LIMIT $1 FOR UPDATE SKIP LOCKED))`,
      [batch],
    );
    gone = rowCount ?? 0;
  }
  return removed;
}
