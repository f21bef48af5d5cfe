import { pool } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { log } from "@/server/process/log";

const EVERY_MILLISECONDS = 10_000;
const RECOUNT_MILLISECONDS = 24 * 3_600_000;
const BATCH = 5_000;
const NO_TEAM = "00000000-0000-0000-0000-000000000000";

/** Folds the changes of ticket counts into the counts, so that reading them stays a matter of a few rows. */
export const foldCountsJob: Job = {
  name: "fold ticket counts",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: foldCounts,
};

/** Recounts the tickets now and then, and at every start: a restore that copied rows may have left the counts wrong. */
export const recountJob: Job = {
  name: "recount tickets",
  everyMilliseconds: RECOUNT_MILLISECONDS,
  run: recountTickets,
};

/** Returns how many changes were folded. */
export async function foldCounts(): Promise<number> {
  let folded = 0;
  for (let batch = BATCH; batch === BATCH; folded += batch) {
    batch = await foldBatch();
  }
  return folded;
}

/** In one statement, so that a reader finds a change in one of the two tables at any time. */
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

/**
 * Corrects counts that differ from the tickets; returns how many. One statement sees tickets and counts at
 * the same moment, so concurrent writes make no difference.
 */
export async function recountTickets(): Promise<number> {
  const { rows } = await pool().query<{ organisation_id: string; change: number }>(
    `WITH there AS (
       SELECT organisation_id, coalesce(team_id, '${NO_TEAM}') AS team_id, status, count(*)::int AS total FROM tickets
       WHERE deleted_at IS NULL AND archived_at IS NULL GROUP BY 1, 2, 3),
     kept AS (
       SELECT organisation_id, team_id, status, sum(total)::int AS total FROM (
         SELECT organisation_id, team_id, status, total FROM ticket_counts
         UNION ALL SELECT organisation_id, team_id, status, change FROM ticket_count_changes) c
       GROUP BY 1, 2, 3)
     INSERT INTO ticket_count_changes (organisation_id, team_id, status, change)
     SELECT organisation_id, team_id, status, coalesce(there.total, 0) - coalesce(kept.total, 0)
     FROM there FULL JOIN kept USING (organisation_id, team_id, status)
     WHERE coalesce(there.total, 0) <> coalesce(kept.total, 0)
     RETURNING organisation_id, change`,
  );
  if (rows.length > 0) {
    log().warn(
      { counts: rows.slice(0, 10) },
      "counts of tickets differed from the tickets and were corrected",
    );
  }
  return rows.length;
}
