import { readItem } from "@/features/library/server/read-item";
import { visibleRows } from "@/features/library/server/read-places";
import type { MacroDto, MacroQuery } from "@/features/macros/schema";
import { badCursor, decodeCursorWithId, toPage } from "@/server/api/paging";
import { pool } from "@/server/database/database";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { MACROS, type MacroRow } from "./present";

/** By which a page is ordered, as far as a cursor carries it. */
const NAME = `left(lower(l.name), ${LIMITS.sortedNamePoints})`;

/** A page of the macros that a member of staff sees, by name. */
export async function listMacros(
  actor: Actor,
  query: MacroQuery,
): Promise<{ items: MacroDto[]; nextCursor: string | null }> {
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const visible = visibleRows(actor, add);
  const [name, id] = decodeCursorWithId(query.cursor, 2) ?? [];
  if (query.cursor !== undefined && typeof name !== "string") {
    throw badCursor();
  }
  const beyond = query.cursor === undefined ? "" : `AND (${NAME}, l.id) > (${add(name)}, ${add(id)}::uuid)`;
  const { rows } = await pool().query<MacroRow & { sort_name: string }>(
    `SELECT ${MACROS.columns}, ${NAME} AS sort_name FROM macros l WHERE ${visible} ${beyond}
     ORDER BY sort_name, l.id LIMIT ${add(query.limit + 1)}`,
    values,
  );
  return toPage(
    rows,
    query.limit,
    (row) => [row.sort_name, row.id],
    (row) => MACROS.present(actor, row),
  );
}

/** One macro that the caller sees. Throws `not_found`. */
export async function readMacro(actor: Actor, id: string): Promise<MacroDto> {
  return await readItem(MACROS, actor, id);
}
