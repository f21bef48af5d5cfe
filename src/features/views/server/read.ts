import { visibleRows } from "@/features/library/server/read-places";
import { readItem } from "@/features/library/server/read-item";
import type { ViewDto, ViewQuery } from "@/features/views/schema";
import { badCursor, decodeCursorWithId, toPage } from "@/server/api/paging";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { VIEWS, type ViewRow } from "./present";

const OWNER = "CASE l.scope WHEN 'mine' THEN 0 WHEN 'team' THEN 1 ELSE 2 END";

/** A page of the views that a member of staff sees: their own, their teams' and the organisation's, each in its owner's order. */
export async function listViews(
  actor: Actor,
  query: ViewQuery,
): Promise<{ items: ViewDto[]; nextCursor: string | null }> {
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const visible = visibleRows(actor, add);
  const after = readCursor(query.cursor);
  const beyond = after
    ? `WHERE (owner, owner_team, position, id) > (${add(after[0])}::int, ${add(after[1])}, ${add(after[2])}::int, ${add(after[3])}::uuid)`
    : "";
  const { rows } = await pool().query<ViewRow & { owner: number; owner_team: string; position: number }>(
    `SELECT * FROM (SELECT ${VIEWS.columns}, l.position, ${OWNER} AS owner, coalesce(l.team_id::text, '') AS owner_team
       FROM saved_views l WHERE ${visible}) found
     ${beyond} ORDER BY owner, owner_team, position, id LIMIT ${add(query.limit + 1)}`,
    values,
  );
  return toPage(
    rows,
    query.limit,
    (row) => [row.owner, row.owner_team, row.position, row.id],
    (row) => VIEWS.present(actor, row),
  );
}

/** One view that the caller sees. Throws `not_found`. */
export async function readView(actor: Actor, id: string): Promise<ViewDto> {
  return await readItem(VIEWS, actor, id);
}

function readCursor(cursor: string | undefined): [number, string, number, string] | null {
  const key = decodeCursorWithId(cursor, 4);
  if (!key) {
    return null;
  }
  const [owner, team, position, id] = key;
  const isKey =
    typeof owner === "number" &&
    [0, 1, 2].includes(owner) &&
    typeof team === "string" &&
    typeof position === "number" &&
    Number.isInteger(position) &&
    position >= 0 &&
    position < 2 ** 31;
  if (!isKey) {
    throw badCursor();
  }
  return [owner, team, position, String(id)];
}
