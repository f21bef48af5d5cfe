import { v7 } from "uuid";
import { transaction, type Sql } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { readPosition } from "./log-source";

const EVERY_MILLISECONDS = 1_000;
/** Events from one mark to the next, at least. */
const APART = 500;
const KEPT_DAYS = 7;

/**
 * Marks where the log stands, once a second while it grows by much. A feed that was away for long is read from mark to mark, so
 * that each part of it is small; and since each mark is a real snapshot, the versions of a ticket are in order from part to part.
 */
export const markLogJob: Job = {
  name: "mark the log",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: markLog,
};

/** Sets a mark when the log has grown by `apart` events since the last one; returns how many were set. */
export async function markLog(apart = APART): Promise<number> {
  return await transaction(async (tx) => {
    const { epoch } = await readPosition(tx);
    const last = await readLastMark(tx, epoch);
    const { rowCount } = await tx.query(
      `INSERT INTO log_marks (id, epoch, snapshot, next_xid)
       SELECT $4, $1, pg_current_snapshot()::text, pg_snapshot_xmax(pg_current_snapshot())
       WHERE (SELECT count(*) FROM (SELECT 1 FROM events WHERE xid >= $2::xid8 ORDER BY xid, id LIMIT $3) e) >= $3`,
      [epoch, last, apart, v7()],
    );
    await tx.query("DELETE FROM log_marks WHERE at < now() - make_interval(days => $1)", [KEPT_DAYS]);
    return rowCount ?? 0;
  });
}

async function readLastMark(sql: Sql, epoch: string): Promise<string> {
  const { rows } = await sql.query<{ next_xid: string }>(
    "SELECT m.next_xid::text AS next_xid FROM log_marks m WHERE m.epoch = $1 ORDER BY m.next_xid DESC LIMIT 1",
    [epoch],
  );
  return rows[0]?.next_xid ?? "0";
}
