import type { CannedReplyDto, CannedReplyQuery } from "@/features/canned-replies/schema";
import { readItem } from "@/features/library/server/read-item";
import { visibleRows } from "@/features/library/server/read-places";
import { badCursor, decodeCursorWithId, toPage } from "@/server/api/paging";
import { pool, type Sql } from "@/server/database/database";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { CANNED_REPLIES, type CannedReplyRow } from "./present";

/** By which a page is ordered, as far as a cursor carries it. */
const NAME = `left(lower(l.name), ${LIMITS.sortedNamePoints})`;

/** A page of the canned replies that a member of staff sees, by name; of a search those first that have it as keyword, then in the name, then in the text. */
export async function listCannedReplies(
  actor: Actor,
  query: CannedReplyQuery,
): Promise<{ items: CannedReplyDto[]; nextCursor: string | null }> {
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const visible = visibleRows(actor, add);
  const scopes = query.scope ? `AND l.scope = ANY(${add(query.scope)})` : "";
  const rank = query.q ? rankOf(add(query.q.toLowerCase())) : "0";
  const after = readCursor(query.cursor);
  const beyond = after
    ? `AND (rank, sort_name, id) > (${add(after[0])}::int, ${add(after[1])}, ${add(after[2])}::uuid)`
    : "";
  const { rows } = await pool().query<CannedReplyRow & { rank: number; sort_name: string }>(
    `SELECT * FROM (SELECT ${CANNED_REPLIES.columns}, ${rank} AS rank, ${NAME} AS sort_name FROM canned_replies l WHERE ${visible} ${scopes}) found
     WHERE rank IS NOT NULL ${beyond} ORDER BY rank, sort_name, id LIMIT ${add(query.limit + 1)}`,
    values,
  );
  return toPage(
    rows,
    query.limit,
    (row) => [row.rank, row.sort_name, row.id],
    (row) => CANNED_REPLIES.present(actor, row),
  );
}

/** One canned reply that the caller sees. Throws `not_found`. */
export async function readCannedReply(actor: Actor, id: string, sql: Sql = pool()): Promise<CannedReplyDto> {
  return await readItem(CANNED_REPLIES, actor, id, sql);
}

/** How well a row fits what is searched, from 0; null where it does not. */
function rankOf(q: string): string {
  const holds = (text: string): string => `position(${q} IN lower(${text})) > 0`;
  return `CASE WHEN starts_with(l.keyword, ${q}) THEN 0 WHEN starts_with(lower(l.name), ${q}) THEN 1
    WHEN ${holds("l.name")} OR ${holds("coalesce(l.keyword, '')")} THEN 2 WHEN ${holds("l.body")} THEN 3 END`;
}

function readCursor(cursor: string | undefined): [number, string, string] | null {
  const key = decodeCursorWithId(cursor, 3);
  if (!key) {
    return null;
  }
  const [rank, name, id] = key;
  if (typeof rank !== "number" || ![0, 1, 2, 3].includes(rank) || typeof name !== "string") {
    throw badCursor();
  }
  return [rank, name, String(id)];
}
