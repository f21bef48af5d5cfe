import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";

/** What a route takes of a body: none, a form's few fields, JSON, or files. */
export type BodyKind = "none" | "small" | "json" | "upload";

/** No valid body is nested more deeply, or has more values. */
const DEEPEST = 32;
const MOST_VALUES = 10_000;
/** Forms of ours have a handful of fields. */
const MOST_PAIRS = 100;

/** Reads a body as text, never more than `limit` bytes of it. Throws `too_large`, and `bad_request` for what is not UTF-8. */
export async function readBodyText(request: Request, limit: number): Promise<string> {
  if (!request.body) {
    return "";
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > limit) {
      reader.releaseLock();
      throw new AppError(
        "too_large",
        say("refusals.http.bodyTooLarge", { most: `${Math.round(limit / 1024)} kB` }),
      );
    }
    chunks.push(part.value);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new AppError("bad_json", say("refusals.http.notUtf8"));
  }
}

/**
 * Parses JSON of a client; an empty body is an empty object. Depth and size are limited (the parser itself
 * does not recurse, but code that walks over the value later does, and would overflow at a hundred thousand
 * levels). Throws `bad_json`, and `invalid` beyond the limits.
 */
export function parseJson(text: string): unknown {
  if (text === "") {
    return {};
  }
  const value = parse(text);
  refuseNesting(text);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("bad_json", say("refusals.http.badJson"));
  }
}

/** The fields of a form, the last of each name. Throws `too_large` when there are more than any form of ours has. */
export function parseForm(text: string): Record<string, string> {
  let pairs = 1;
  for (let at = text.indexOf("&"); at !== -1; at = text.indexOf("&", at + 1)) {
    pairs += 1;
    if (pairs > MOST_PAIRS) {
      throw new AppError("too_large", say("refusals.http.tooManyFields", { most: MOST_PAIRS }));
    }
  }
  return Object.fromEntries(new URLSearchParams(text));
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

function refuseNesting(text: string): void {
  let depth = 0;
  let values = 1;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (isQuoted) {
      index += unit === BACKSLASH ? 1 : 0;
      isQuoted = unit !== QUOTE;
    } else if (unit === QUOTE) {
      isQuoted = true;
    } else if (OPEN.has(unit)) {
      depth += 1;
    } else if (CLOSE.has(unit)) {
      depth -= 1;
    } else if (unit === COMMA) {
      values += 1;
    }
    if (depth > DEEPEST || values > MOST_VALUES) {
      throw new AppError("invalid", say("refusals.http.nestedTooDeeply"));
    }
  }
}
