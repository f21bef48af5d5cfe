import { z } from "zod";
import { PRIORITIES, type ListTicketsInput } from "@/features/tickets/schema";
import { badCursor, decodeCursorWithId, encodeCursor } from "@/server/api/paging";
import type { Params } from "@/server/database/params";

/** The orders of a list: the column for each audience, and the type of its cursor. */
export const ORDERS = {
  updated: { staff: "t.updated_at", own: "t.public_updated_at", type: "timestamptz" },
  created: { staff: "t.created_at", own: "t.created_at", type: "timestamptz" },
  priority: { staff: "t.priority", own: "t.priority", type: "priority" },
  number: { staff: "t.number", own: "t.number", type: "int" },
  due: { staff: "t.due_at", own: "t.due_at", type: "timestamptz" },
} as const;

interface Cursor {
  key: string | number | null;
  id: string;
}

interface LastRow {
  id: string;
  key: Date | string | number | null;
  isFirst?: boolean;
}

/** What a list is ordered by, in whichever direction. */
export function orderOf(sort: ListTicketsInput["sort"]): keyof typeof ORDERS {
  switch (sort) {
    case "updated":
    case "-updated":
      return "updated";
    case "created":
    case "-created":
      return "created";
    case "priority":
    case "-priority":
      return "priority";
    case "number":
    case "-number":
      return "number";
    case "due":
    case "-due":
      return "due";
  }
}

/**
 * Tickets with a due time, those without one, or both. Those without come last in both directions: an order that no index has in
 * the second of them, and a cursor that no row comparison expresses; of either kind alone both are plain.
 */
export type Keys = "present" | "absent" | "any";

/** Its ORDER BY. */
export function orderBy(sort: ListTicketsInput["sort"], key: string, id: string, keys: Keys = "any"): string {
  const direction = sort.startsWith("-") ? "DESC" : "ASC";
  const nulls = orderOf(sort) === "due" && keys === "any" ? "NULLS LAST" : "";
  return `${key} ${direction} ${nulls}, ${id} ${direction}`;
}

/** Where a ticket with such a `key` comes after an input's cursor. */
export function afterCursor(
  input: ListTicketsInput,
  { key, keys }: { key: string; keys: Keys },
  params: Params,
): string {
  if (!input.cursor || (input.q && input.cursor === AFTER_FIRST)) {
    return "true";
  }
  const cursor = readCursor(input.cursor, orderOf(input.sort));
  const sign = input.sort.startsWith("-") ? "<" : ">";
  if (keys === (cursor.key === null ? "present" : "absent")) {
    return cursor.key === null ? "false" : "true";
  }
  const id = `${params.add(cursor.id)}::uuid`;
  if (cursor.key === null) {
    return `(${key} IS NULL AND t.id ${sign} ${id})`;
  }
  const row = `(${key}, t.id) ${sign} (${params.add(cursor.key)}::${ORDERS[orderOf(input.sort)].type}, ${id})`;
  return orderOf(input.sort) === "due" && keys === "any" ? `(${row} OR ${key} IS NULL)` : row;
}

/** The cursor of a page that ends with the ticket whose number was typed: all others follow. */
const AFTER_FIRST = encodeCursor(["first"]);

/** The cursor of what follows a row. */
export function writeCursor(row: LastRow): string {
  if (row.isFirst) {
    return AFTER_FIRST;
  }
  return encodeCursor([row.key instanceof Date ? row.key.toISOString() : row.key, row.id]);
}

/** Reads a cursor of a list in this order; a cursor of another order, whose keys have another type, is refused. */
function readCursor(text: string, order: keyof typeof ORDERS): Cursor {
  const [key, id] = decodeCursorWithId(text, 2) ?? [];
  const isKey = KEYS[ORDERS[order].type].safeParse(key).success || (key === null && order === "due");
  if (!isKey || key === undefined || typeof id !== "string") {
    throw badCursor();
  }
  return { key, id };
}

const KEYS = {
  timestamptz: z.iso.datetime(),
  priority: z.enum(PRIORITIES),
  int: z.int32(),
} as const;
