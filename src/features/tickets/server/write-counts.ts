import { pool } from "@/server/database";
import type { Job } from "@/server/jobs";

const EVERY_MILLISECONDS = 10_000;
const BATCH = 5_000;

/** Folds what changes did to the counts of tickets into them, so that reading the counts stays a matter of a few rows. */
export const foldCountsJob: Job = {
  name: "fold ticket counts",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: foldCounts,
};

/** Returns how many changes were folded. */
export async function foldCounts(): Promise<number> {
  let folded = 0;
  for (let batch = BATCH; batch === BATCH; folded += batch) {
    batch = await foldBatch();
  }
  return folded;
}

/** In one statement, so that whoever reads finds a change in the one table or in the other. */
async function foldBatch(): Promise<number> {
  const { rows } = await pool().query<{ folded: number }>(
    `WITH taken AS (
       DELETE FROM ticket_count_changes WHERE id IN (SELECT id FROM ticket_count_changes ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
       RETURNING organisation_id, team_id, status, change),
     kept AS (
       INSERT INTO ticket_counts (organisation_id, team_id, status, total)
       SELECT taken.organisation_id, team_id, status, sum(change) FROM taken JOIN organisations o ON o.id = taken.organisation_id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
       ON CONFLICT (organisation_id, team_id, status) DO UPDATE SET total = ticket_counts.total + excluded.total),
     gone AS (DELETE FROM ticket_counts c WHERE NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = c.organisation_id))
     SELECT count(*)::int AS folded FROM taken`,
  );
  return rows[0]?.folded ?? 0;
}
