import { pool, type Sql } from "@/server/database/database";
import type { AuditEntry } from "@/server/audit/audit";
import { isUuid } from "@/shared/ids";
import type { LibraryKind } from "@/shared/protocol/shapes";
import type { Actor } from "@/shared/roles";
import { unknownOfLibrary, visibleRows, type LibraryRow } from "./read-places";

/** A kind of things of the library: their table and its columns (aliased `l`), what the audit calls one, and how one is shown. */
export interface LibraryShelf<Row extends LibraryRow, Dto> {
  kind: LibraryKind;
  table: string;
  columns: string;
  subjectType: Extract<AuditEntry["subjectType"], "canned_reply" | "view" | "macro">;
  /** Who may keep one of their own. */
  mayOwn: (actor: Pick<Actor, "role">) => boolean;
  present: (actor: Actor, row: Row) => Dto;
}

/** One that the caller sees. Throws `not_found`. */
export async function readItem<Row extends LibraryRow, Dto>(
  { table, columns, present }: LibraryShelf<Row, Dto>,
  actor: Actor,
  id: string,
  sql: Sql = pool(),
): Promise<Dto> {
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const visible = visibleRows(actor, add);
  const { rows } = isUuid(id)
    ? await sql.query<Row>(`SELECT ${columns} FROM ${table} l WHERE ${visible} AND l.id = ${add(id)}`, values)
    : { rows: [] };
  const [row] = rows;
  if (!row) {
    throw unknownOfLibrary();
  }
  return present(actor, row);
}
