import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";
import { badCursor, decodeCursor, encodeCursor } from "@/server/api/paging";
import { authSecret } from "@/server/process/env";
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

/**
 * The cursor as clients hold it: encrypted, since it counts everybody's transactions and may name an event that is not for them.
 * The same place gives the same text.
 */
export function encodeFeedCursor({ epoch, from, to, eventId, items }: FeedCursor): string {
  return seal(encodeCursor([epoch, from, to, eventId, items]));
}

/** Reads a client's cursor; throws `bad_cursor` for one that the feed did not give out. */
export function decodeFeedCursor(text: string): FeedCursor {
  const [epoch, from, to, eventId, items] = decodeCursor(unseal(text), 5) ?? [];
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

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts with a nonce that is a hash of the text: two texts never share one. */
function seal(text: string): string {
  const nonce = hash("nonce", text).subarray(0, NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, hash("key", ""), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

function unseal(text: string): string {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) {
    throw badCursor();
  }
  const decipher = createDecipheriv(CIPHER, hash("key", ""), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]).toString();
  } catch {
    throw badCursor();
  }
}

function hash(purpose: string, text: string): Buffer {
  return createHmac("sha256", authSecret()).update(`feed cursor ${purpose}\n${text}`).digest();
}
