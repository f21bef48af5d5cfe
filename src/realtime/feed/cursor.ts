import { badCursor, decodeCursor, encodeCursor } from "@/server/api/paging";
import { isUuid } from "@/shared/ids";
import { parseSnapshot } from "./snapshot";

/**
 * Where a client is in the feed. What `from` could see was given to it; of what became visible between `from` and `to` it has
 * everything up to the event `eventId`, and of that one the first `items`. Without `to` it is through with what it had begun.
 */
export interface FeedCursor {
  epoch: string;
  from: string;
  to: string | null;
  eventId: string | null;
  items: number;
}

/** A cursor that stands at a snapshot, with nothing begun. */
export function cursorAt(epoch: string, snapshot: string): FeedCursor {
  return { epoch, from: snapshot, to: null, eventId: null, items: 0 };
}

/** The cursor as clients hold it. */
export function encodeFeedCursor({ epoch, from, to, eventId, items }: FeedCursor): string {
  return encodeCursor([epoch, from, to, eventId, items]);
}

/** Reads a client's cursor; throws `bad_cursor` for one that the feed did not give out. */
export function decodeFeedCursor(text: string): FeedCursor {
  const [epoch, from, to, eventId, items] = decodeCursor(text, 5) ?? [];
  const isSnapshot = (value: unknown): value is string =>
    typeof value === "string" && parseSnapshot(value) !== null;
  if (
    typeof epoch !== "string" ||
    !isSnapshot(from) ||
    !(to === null || isSnapshot(to)) ||
    !(eventId === null || (typeof eventId === "string" && isUuid(eventId))) ||
    typeof items !== "number" ||
    !Number.isSafeInteger(items) ||
    items < 0
  ) {
    throw badCursor();
  }
  return { epoch, from, to, eventId, items };
}
