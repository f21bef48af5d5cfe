import { z } from "zod";
import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";

/** A cursor is the sort key of the last page's last row. */
const cursorSchema = z.array(z.union([z.string(), z.number(), z.null()])).max(5);

/** The sort key of a row. */
export type SortKey = z.infer<typeof cursorSchema>;

/**
 * Makes a page of rows that were read with `limit + 1`: the extra row only shows that there is a next page.
 * `keyOf` gives the sort key after which the next page's query begins.
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => SortKey,
  present: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last ? encodeCursor(keyOf(last)) : null;
  return { items: shown.map(present), nextCursor };
}

/** A page of a short list that was read whole: all of it unless a `limit` is given. Throws `bad_cursor`. */
export function pageOfWhole<Item>(
  items: readonly Item[],
  query: { limit?: number | undefined; cursor?: string | undefined },
): { items: Item[]; nextCursor: string | null } {
  const start = decodeCursor(query.cursor, 1)?.[0] ?? 0;
  if (typeof start !== "number" || !Number.isInteger(start) || start < 0) {
    throw badCursor();
  }
  const end = start + (query.limit ?? items.length);
  return { items: items.slice(start, end), nextCursor: end < items.length ? encodeCursor([end]) : null };
}

/** Encodes a sort key as a cursor. */
export function encodeCursor(key: SortKey): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** Decodes a cursor of `length` parts; null without one. Throws `bad_cursor` for a cursor that this list did not issue. */
export function decodeCursor(cursor: string | undefined, length: number): SortKey | null {
  if (cursor === undefined) {
    return null;
  }
  const key = cursorSchema.safeParse(parse(Buffer.from(cursor, "base64url").toString("utf8")));
  if (!key.success || key.data.length !== length) {
    throw badCursor();
  }
  return key.data;
}

/** As `decodeCursor`, for a list whose key ends with a UUID. */
export function decodeCursorWithId(cursor: string | undefined, length: number): SortKey | null {
  const key = decodeCursor(cursor, length);
  if (key && !isUuid(String(key.at(-1)))) {
    throw badCursor();
  }
  return key;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badCursor();
  }
}

/** The error for a cursor that this list did not issue. */
export function badCursor(): AppError {
  return new AppError("bad_cursor", say("refusals.api.badCursor"));
}
