import { LIMITS } from "@/shared/limits";

/** Bytes that each field of an event that is too long may keep: the first of these with which the event fits. */
const ROUNDS = [4_000, 1_000, 200] as const;

/**
 * Fits an event into `LIMITS.eventBytes`, whatever somebody wrote. Nearly all events stay as they are. In a
 * longer one the longest fields of its entities (`comment`, `ticket`, `changes`, ...) are cut, and `cut`
 * names them (`comment.body`): a client that needs the whole field asks the API for it. Ids, times and
 * numbers are never cut.
 */
export function fitEvent<Payload extends object>(payload: Payload): Payload & { cut?: string[] } {
  if (jsonBytes(payload) <= LIMITS.eventBytes) {
    return payload;
  }
  // An actor's very long name need not be shown whole, and with it cut a file's event always fits.
  const actor = shorten(payload, ROUNDS[1], ["actor"]);
  if (jsonBytes(actor) <= LIMITS.eventBytes) {
    return actor;
  }
  for (const most of ROUNDS) {
    const shorter = shorten(payload, most);
    if (jsonBytes(shorter) <= LIMITS.eventBytes) {
      return shorter;
    }
  }
  throw new Error("an event does not fit, however much of it is cut");
}

/** How many bytes of UTF-8 a value takes as JSON. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? "");
}

function shorten<Payload extends object>(
  payload: Payload,
  most: number,
  parts = Object.keys(payload),
): Payload & { cut: string[] } {
  const cut: string[] = [];
  const shown = Object.entries(payload).map(([name, part]) => {
    if (typeof part !== "object" || part === null || Array.isArray(part) || !parts.includes(name)) {
      return [name, part];
    }
    const fields = Object.entries(part).map(([field, value]) => {
      const shorter = jsonBytes(value) > most ? shortened(value, most) : value;
      if (shorter !== value) {
        cut.push(`${name}.${field}`);
      }
      return [field, shorter];
    });
    return [name, Object.fromEntries(fields)];
  });
  return { ...payload, ...Object.fromEntries(shown), cut };
}

/** A value of about `most` bytes: the beginning of a text, the first of a list, and of an object each field so. */
function shortened(value: unknown, most: number): unknown {
  if (typeof value === "string") {
    return beginning(value, most);
  }
  if (Array.isArray(value)) {
    return firstOf<unknown>(value, most);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shortened(part, most / 2)]));
  }
  return value;
}

/** The first items of a list that take at most `most` bytes in JSON. */
export function firstOf<Item>(list: Item[], most: number): Item[] {
  let left = most;
  const end = list.findIndex((one) => (left -= jsonBytes(one) + 1) < 0);
  return end === -1 ? list : list.slice(0, end);
}

/** The beginning of a text that takes at most `most` bytes in JSON, up to the end of a code point. */
export function beginning(text: string, most: number): string {
  if (jsonBytes(text) <= most) {
    return text;
  }
  let left = most - 2;
  let end = 0;
  for (const character of text) {
    left -= jsonBytes(character) - 2;
    if (left < 0) {
      break;
    }
    end += character.length;
  }
  return text.slice(0, end);
}
