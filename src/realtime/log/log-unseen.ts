import type { Sql } from "@/server/database/database";

/** Rows of one statement when ids are gathered. */
const GATHERED = 10_000;
/** Before the first position in the order of transaction and id. */
const BEGINNING = { xid: "0", id: "00000000-0000-0000-0000-000000000000" };

/**
 * SQL for the events that the snapshot `$1` could not see: those of transactions that were open then, and of
 * later ones; `most` of each at most. Each part follows an index and has a limit, so no plan reads the whole
 * log. (PostgreSQL cannot estimate their number: it assumes a third of the log, or, where one transaction
 * wrote very much, as much for every transaction.)
 */
export function unseenSql(columns: string, most: number): string {
  return `(SELECT late.* FROM pg_snapshot_xip($1::pg_snapshot) AS open(xid) CROSS JOIN LATERAL (
      SELECT ${columns} FROM events e WHERE e.xid = open.xid ORDER BY e.xid, e.id LIMIT ${most}) late)
    UNION ALL
    (SELECT ${columns} FROM events e WHERE e.xid >= pg_snapshot_xmax($1::pg_snapshot) ORDER BY e.xid, e.id LIMIT ${most})`;
}

/**
 * As `unseenSql`, limited to what snapshot `$2` can see and to what comes after the position (`$4`, `$5`).
 * Each part has one lower bound: with several, an index scan may begin at the lowest.
 */
const PAGE_SQL = `
  SELECT e.xid::text AS xid, e.id, e.type = ANY($3) AS wanted FROM (
    (SELECT late.* FROM pg_snapshot_xip($1::pg_snapshot) AS open(xid) CROSS JOIN LATERAL (
      SELECT e.xid, e.id, e.type FROM events e
      WHERE e.xid = open.xid AND e.id > CASE WHEN open.xid = $4::xid8 THEN $5::uuid ELSE '${BEGINNING.id}' END
      ORDER BY e.xid, e.id LIMIT ${GATHERED}) late
     WHERE open.xid >= $4::xid8 AND pg_visible_in_snapshot(open.xid, $2::pg_snapshot))
    UNION ALL
    (SELECT e.xid, e.id, e.type FROM events e
     WHERE (e.xid, e.id) > (GREATEST($4::xid8, pg_snapshot_xmax($1::pg_snapshot)),
         CASE WHEN $4::xid8 >= pg_snapshot_xmax($1::pg_snapshot) THEN $5::uuid ELSE '${BEGINNING.id}' END)
       AND e.xid < pg_snapshot_xmax($2::pg_snapshot) AND pg_visible_in_snapshot(e.xid, $2::pg_snapshot)
     ORDER BY e.xid, e.id LIMIT ${GATHERED})
  ) e ORDER BY e.xid, e.id LIMIT ${GATHERED}`;

/** What was committed between two snapshots: the ids of events of these types, in order, and whether there was anything. */
export async function readUnseenIds(
  sql: Sql,
  between: { from: string; to: string; types: readonly string[] },
): Promise<{ ids: string[]; hasGrown: boolean }> {
  const wanted: string[] = [];
  let last = BEGINNING;
  for (let isThrough = false; !isThrough;) {
    const { rows } = await sql.query<{ xid: string; id: string; wanted: boolean }>(PAGE_SQL, [
      between.from,
      between.to,
      between.types,
      last.xid,
      last.id,
    ]);
    wanted.push(...rows.flatMap((row) => (row.wanted ? row.id : [])));
    last = rows.at(-1) ?? last;
    isThrough = rows.length < GATHERED;
  }
  // Ids are handed out as events are written, so a ticket's come in the order of its versions; transactions do not.
  return { ids: wanted.sort(), hasGrown: last !== BEGINNING };
}
