import { pool } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";

const EVERY_MILLISECONDS = 60_000;
const KEPT_DAYS = 90;
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
    [oldestKept(Date.now())],
  );
  return rowCount ?? 0;
}

/** Ids begin with the time at which they were made (UUID version 7), and are what the table is ordered by. */
function oldestKept(now: number): string {
  const hex = (now - KEPT_DAYS * 86_400_000).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
