import { say } from "@/messages/server/say";
import type { Sql } from "@/server/database/database";
import { EPOCH_SQL } from "@/realtime/log/log-source";
import { AppError } from "@/shared/errors";
import { cursorAt, type FeedCursor } from "./cursor";
import { parseSnapshot, snapshotText, upToLast, type Snapshot } from "./snapshot";

/** Events of all organisations between two snapshots, at most: more than from one mark to the next, however fast it went. */
const MOST = 10_000;
/** Transactions that are looked at for the last committed one. */
const LOOKED_BACK = 1_000;

/** An event of an interval, before it is read. */
export interface IntervalRow {
  id: string;
  ticket_id: string | null;
  version: number | null;
}

/** Where the log stands now, as a feed's cursor. */
export async function readFeedStart(sql: Sql): Promise<FeedCursor> {
  const { epoch, now } = await readNow(sql);
  return cursorAt(epoch, snapshotText(now));
}

/**
 * The end of the interval that begins at a cursor: the next mark, or now. Throws `resync_required` for a cursor of another log,
 * or from the future.
 */
export async function chooseEnd(sql: Sql, cursor: FeedCursor): Promise<{ to: string; isNow: boolean }> {
  const from = parseSnapshot(cursor.from);
  const { epoch, now, current } = await readNow(sql);
  if (!from || cursor.epoch !== epoch || from.xmax > current.xmax) {
    throw resyncRequired();
  }
  const mark = await readMark(sql, cursor);
  if (mark !== null) {
    return { to: mark, isNow: false };
  }
  return { to: snapshotText(now.xmax >= from.xmax ? now : current), isNow: true };
}

/**
 * What became visible between two snapshots in an organisation, in the order in which it happened; each ticket's in the order of
 * its versions. Throws `resync_required` when that is too much.
 */
export async function readInterval(
  sql: Sql,
  { from, to, organisationId }: { from: string; to: string; organisationId: string },
): Promise<IntervalRow[]> {
  const { rows } = await sql.query<{ total: number; events: IntervalRow[] | null }>(INTERVAL_SQL, [
    from,
    to,
    organisationId,
  ]);
  const [row] = rows;
  if (!row || row.total > MOST) {
    throw resyncRequired();
  }
  return inOrder(row.events ?? []);
}

/** The refusal of a client that is too far behind. */
export function resyncRequired(): AppError {
  return new AppError("resync_required", say("refusals.api.resync"));
}

const INTERVAL_SQL = `WITH gathered AS (SELECT * FROM (
    (SELECT late.* FROM pg_snapshot_xip($1::pg_snapshot) AS open(xid) CROSS JOIN LATERAL (
      SELECT e.id, e.organisation_id, e.ticket_id, e.version FROM events e WHERE e.xid = open.xid ORDER BY e.xid, e.id LIMIT ${MOST + 1}) late
     WHERE pg_visible_in_snapshot(open.xid, $2::pg_snapshot))
    UNION ALL
    (SELECT e.id, e.organisation_id, e.ticket_id, e.version FROM events e
     WHERE e.xid >= pg_snapshot_xmax($1::pg_snapshot) AND e.xid < pg_snapshot_xmax($2::pg_snapshot)
       AND pg_visible_in_snapshot(e.xid, $2::pg_snapshot)
     ORDER BY e.xid, e.id LIMIT ${MOST + 1})) e LIMIT ${MOST + 1})
  SELECT (SELECT count(*)::int FROM gathered) AS total,
    (SELECT json_agg(json_build_object('id', g.id, 'ticket_id', g.ticket_id, 'version', g.version))
     FROM gathered g WHERE g.organisation_id = $3) AS events`;

/** By id, which is the time; but where clocks differ, a ticket's versions are the order. */
function inOrder(rows: IntervalRow[]): IntervalRow[] {
  const byTime = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const lastFirst = new Map<string, IntervalRow[]>();
  for (const row of byTime.filter(isVersioned).toSorted((a, b) => (b.version ?? 0) - (a.version ?? 0))) {
    const of = lastFirst.get(row.ticket_id ?? "");
    if (of) {
      of.push(row);
    } else {
      lastFirst.set(row.ticket_id ?? "", [row]);
    }
  }
  return byTime.map((row) => (isVersioned(row) ? (lastFirst.get(row.ticket_id ?? "")?.pop() ?? row) : row));
}

function isVersioned({ ticket_id, version }: IntervalRow): boolean {
  return ticket_id !== null && version !== null;
}

/** The next mark that has seen all that the cursor has. */
async function readMark(sql: Sql, { epoch, from }: FeedCursor): Promise<string | null> {
  const { rows } = await sql.query<{ snapshot: string }>(
    `SELECT m.snapshot FROM log_marks m
     WHERE m.epoch = $1 AND m.next_xid > pg_snapshot_xmax($2::pg_snapshot)
       AND NOT EXISTS (SELECT 1 FROM pg_snapshot_xip(m.snapshot::pg_snapshot) AS open(xid)
         WHERE pg_visible_in_snapshot(open.xid, $2::pg_snapshot))
     ORDER BY m.next_xid LIMIT 1`,
    [epoch, from],
  );
  return rows[0]?.snapshot ?? null;
}

async function readNow(sql: Sql): Promise<{ epoch: string; now: Snapshot; current: Snapshot }> {
  const { rows } = await sql.query<{ epoch: string; snapshot: string; last: string | null }>(
    `SELECT ${EPOCH_SQL} AS epoch, s::text AS snapshot,
       (SELECT x::text FROM generate_series(pg_snapshot_xmax(s)::text::bigint - 1,
          greatest(pg_snapshot_xmax(s)::text::bigint - ${LOOKED_BACK}, 3), -1) AS x
        WHERE pg_xact_status(x::text::xid8) = 'committed' LIMIT 1) AS last
     FROM pg_current_snapshot() AS s`,
  );
  const [row] = rows;
  const current = row && parseSnapshot(row.snapshot);
  if (!row || !current) {
    throw new Error("the log's position cannot be read");
  }
  const now = upToLast(current, row.last === null ? null : BigInt(row.last));
  return { epoch: row.epoch, now, current };
}
