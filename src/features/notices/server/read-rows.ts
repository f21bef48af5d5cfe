import type { Sql } from "@/server/database/database";
import type { NoticeRow } from "./present";

/** The columns of a NoticeRow, of a `notices` aliased `n` that is joined with its ticket `t`. */
export const NOTICE_COLUMNS =
  "n.id, n.organisation_id, n.level, n.kind, n.message, n.sentence, n.link, n.at, n.ended_at, t.title AS ticket_title, t.deleted_at IS NOT NULL AS ticket_is_deleted";

/** Reads notices by their ids, as they are now; missing ones are left out. */
export async function readNoticeRows(sql: Sql, ids: readonly string[]): Promise<NoticeRow[]> {
  if (ids.length === 0) {
    return [];
  }
  const { rows } = await sql.query<NoticeRow>(
    `SELECT ${NOTICE_COLUMNS} FROM notices n LEFT JOIN tickets t ON t.id = n.ticket_id WHERE n.id = ANY($1::uuid[])`,
    [ids],
  );
  return rows;
}
