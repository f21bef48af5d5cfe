import { pool, transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { endNotices } from "./write";

const EVERY_MILLISECONDS = 15_000;
const KEPT_DAYS = 90;
const BATCH = 1_000;

/** Ends notices whose time is over, and removes those that are too old to be useful. */
export const sweepNoticesJob: Job = {
  name: "sweep notices",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: sweepNotices,
};

/** Returns how many notices ended or were removed. */
export async function sweepNotices(): Promise<number> {
  const ended = await transaction((tx) => endNotices(tx, "n.ends_at <= now()", []));
  const { rowCount } = await pool().query(
    `DELETE FROM notices WHERE id IN (SELECT id FROM notices WHERE at < now() - $1 * interval '1 day' LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    [KEPT_DAYS, BATCH],
  );
  return ended + (rowCount ?? 0);
}
