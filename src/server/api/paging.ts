import { z } from "zod";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";

/** A cursor is the sort key of the last page's last row. */
const cursorSchema = z.array(z.union([z.string(), z.number(), z.null()])).max(5);

/** The sort key of a row. */
export type Place = z.infer<typeof cursorSchema>;

/**
 * Makes a page of rows that were read with `limit + 1`: the extra row only shows that there is a next page.
 * `placeOf` gives the sort key after which the next page's query begins.
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => Place,
  present: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last ? writePlace(placeOf(last)) : null;
  return { items: shown.map(present), nextCursor };
}

/** A page of a short list that was read whole: all of it unless a `limit` is given. Throws `bad_cursor`. */
export function pageOfWhole<Item>(
  items: readonly Item[],
  query: { limit?: number | undefined; cursor?: string | undefined },
): { items: Item[]; nextCursor: string | null } {
  const start = readPlace(query.cursor, 1)?.[0] ?? 0;
  if (typeof start !== "number" || !Number.isInteger(start) || start < 0) {
    throw badCursor();
  }
  const end = start + (query.limit ?? items.length);
  return { items: items.slice(start, end), nextCursor: end < items.length ? writePlace([end]) : null };
}

/** Encodes a sort key as a cursor. */
export function writePlace(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** Decodes a cursor of `length` parts; null without one. Throws `bad_cursor` for a cursor that this list did not issue. */
export function readPlace(cursor: string | undefined, length: number): Place | null {
  if (cursor === undefined) {
    return null;
  }
  const place = cursorSchema.safeParse(parse(Buffer.from(cursor, "base64url").toString("utf8")));
  if (!place.success || place.data.length !== length) {
    throw badCursor();
  }
  return place.data;
}

/** As `readPlace`, for a list whose key ends with a UUID. */
export function readPlaceWithId(cursor: string | undefined, length: number): Place | null {
  const place = readPlace(cursor, length);
  if (place && !isUuid(String(place.at(-1)))) {
    throw badCursor();
  }
  return place;
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
  return new AppError("bad_cursor", "This page's cursor is not one that this list gave out.");
}
