import { UNDO_DAYS } from "@/features/tags/schema";
import { pool } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";

const BATCH = 5_000;
const EVERY_MILLISECONDS = 10_000;
const DAY_MILLISECONDS = 24 * 3_600_000;

/** Folds what changes of tickets did to the counts of tags into these. */
export const foldTagCountsJob: Job = {
  name: "fold tag counts",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: foldTagCounts,
};

/** Counts the tags themselves now and then, and forgets changes that can be undone no more. */
export const recountTagsJob: Job = {
  name: "recount tags",
  everyMilliseconds: DAY_MILLISECONDS,
  run: async () => (await recountTags()) + (await sweepTagChanges()),
};

/** Returns how many changes were folded. */
export async function foldTagCounts(): Promise<number> {
  let folded = 0;
  for (let batch = BATCH; batch === BATCH; folded += batch) {
    // In one statement, so that a reader finds a change in one of the two tables at any time.
    const { rows } = await pool().query<{ folded: number }>(
      `WITH taken AS (
         DELETE FROM tag_count_changes WHERE id IN (SELECT id FROM tag_count_changes ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
         RETURNING organisation_id, name, change),
       kept AS (
         INSERT INTO tag_counts (organisation_id, name, total)
         SELECT taken.organisation_id, name, sum(change) FROM taken JOIN organisations o ON o.id = taken.organisation_id GROUP BY 1, 2 ORDER BY 1, 2
         ON CONFLICT (organisation_id, name) DO UPDATE SET total = tag_counts.total + excluded.total),
       gone AS (DELETE FROM tag_counts c WHERE NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = c.organisation_id))
       SELECT count(*)::int AS folded FROM taken`,
    );
    batch = rows[0]?.folded ?? 0;
  }
  return folded;
}

/** Corrects counts that differ from the tickets, in one statement, so that concurrent writes make no difference; returns how many. */
export async function recountTags(): Promise<number> {
  const { rowCount } = await pool().query(
    `WITH there AS (
       SELECT organisation_id, tag AS name, count(*)::int AS total FROM tickets, unnest(tags) tag WHERE deleted_at IS NULL GROUP BY 1, 2),
     kept AS (
       SELECT organisation_id, name, sum(total)::int AS total FROM (
         SELECT organisation_id, name, total FROM tag_counts
         UNION ALL SELECT organisation_id, name, change FROM tag_count_changes) c GROUP BY 1, 2)
     INSERT INTO tag_count_changes (organisation_id, name, change)
     SELECT organisation_id, name, coalesce(there.total, 0) - coalesce(kept.total, 0)
     FROM there FULL JOIN kept USING (organisation_id, name)
     WHERE coalesce(there.total, 0) <> coalesce(kept.total, 0)`,
  );
  return rowCount ?? 0;
}

/** Forgets changes of tags that ended too long ago to be undone; returns how many. */
export async function sweepTagChanges(): Promise<number> {
  const { rowCount } = await pool().query(
    `DELETE FROM tag_changes WHERE ended_at < now() - interval '${UNDO_DAYS} days'`,
  );
  return rowCount ?? 0;
}
