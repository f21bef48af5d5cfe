import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
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

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The cursor as clients hold it: encrypted, as it counts transactions and may name an event that they may not see. The same
 * position is the same text.
 */
export function encodeFeedCursor({ epoch, from, to, eventId, items }: FeedCursor): string {
  const text = Buffer.from(encodeCursor([epoch, from, to, eventId, items]), "base64url");
  const nonce = createHmac("sha256", keyFor("nonce")).update(text).digest().subarray(0, NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyFor("text"), nonce, { authTagLength: TAG_BYTES });
  const hidden = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString("base64url");
}

/** The cursor that `encodeFeedCursor` encrypted; throws `bad_cursor` for everything else. */
function opened(sealed: string): string {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) {
    throw badCursor();
  }
  const decipher = createDecipheriv(CIPHER, keyFor("text"), bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const hidden = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([hidden, decipher.final()]).toString("base64url");
  } catch {
    throw badCursor();
  }
}

/** The same in every process of an installation. */
function keyFor(use: "nonce" | "text"): Buffer {
  return Buffer.from(hkdfSync("sha256", authSecret(), "", `feed cursor: ${use}`, 32));
}

/** Reads a client's cursor; throws `bad_cursor` for one that the feed did not give out. */
export function decodeFeedCursor(text: string): FeedCursor {
  const [epoch, from, to, eventId, items] = decodeCursor(opened(text), 5) ?? [];
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
