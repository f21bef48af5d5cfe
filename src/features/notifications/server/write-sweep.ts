import { pool } from "@/server/database/database";
import { firstIdOf } from "@/shared/ids";
import type { Job } from "@/server/jobs/jobs";

const EVERY_MILLISECONDS = 60_000;
const KEPT_DAYS = 90;
const DAY_MILLISECONDS = 86_400_000;
const BATCH = 5_000;

/** Removes notifications that are too old to be useful. */
export const sweepNotificationsJob: Job = {
  name: "sweep notifications",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: sweepNotifications,
};

/** Returns how many notifications were removed. */
export async function sweepNotifications(): Promise<number> {
  const { rowCount } = await pool().query(
    `DELETE FROM notifications WHERE id IN (
       SELECT id FROM notifications WHERE id < $1 ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
    [firstIdOf(Date.now() - KEPT_DAYS * DAY_MILLISECONDS)],
  );
  return rowCount ?? 0;
}
