/** One part of a relative name: its attribute's type and the value, both in the form in which they are compared. */
interface NamePart {
  type: string;
  value: string;
}

/** A distinguished name, the entry itself first and the root last. */
export type DistinguishedName = readonly (readonly NamePart[])[];

const PART = /^\s*([a-z][a-z0-9-]*|\d+(?:\.\d+)*)\s*=([\s\S]*)$/i;

/**
 * Reads a distinguished name (RFC 4514) in the form in which directories compare them: types and values without
 * regard to case, spaces around and repeated ones do not count, and escapes are taken out. Null when it is none.
 */
export function parseName(text: string): DistinguishedName | null {
  if (text.trim() === "") {
    return [];
  }
  const name: NamePart[][] = [];
  for (const relative of splitUnescaped(text, ",")) {
    const parts: NamePart[] = [];
    for (const piece of splitUnescaped(relative, "+")) {
      const [, type = "", raw = ""] = PART.exec(piece) ?? [];
      const value = unescapeValue(raw);
      if (type === "" || value === null || value === "") {
        return null;
      }
      parts.push({ type: type.toLowerCase(), value });
    }
    name.push(parts.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)));
  }
  return name;
}

/** Whether both are the same name. */
export function isSameName(one: DistinguishedName, other: DistinguishedName): boolean {
  return one.length === other.length && isBelow(one, other);
}

/** Whether a name is `base` or stands below it. */
export function isBelow(name: DistinguishedName, base: DistinguishedName): boolean {
  const upper = name.slice(Math.max(0, name.length - base.length));
  return name.length >= base.length && JSON.stringify(upper) === JSON.stringify(base);
}

/** The form in which equal names are equal texts. */
export function nameKey(name: DistinguishedName): string {
  return name.map((parts) => parts.map(keyOf).join("+")).join(",");
}

function keyOf({ type, value }: NamePart): string {
  return `${type}=${value}`;
}

/** Splits where the separator stands without a backslash before it. */
function splitUnescaped(text: string, separator: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (char === "\\") {
      piece += char + (text[at + 1] ?? "");
      at += 1;
    } else if (char === separator) {
      pieces.push(piece);
      piece = "";
    } else {
      piece += char;
    }
  }
  return [...pieces, piece];
}

/** Bytes that are escaped in hex are UTF-8 together; a space that is escaped counts, others around the value do not. */
function unescapeValue(raw: string): string | null {
  const bytes: number[] = [];
  const trimmed = raw.replace(/^ +/, "").replace(/((?:^|[^\\])(?:\\\\)*) +$/, "$1");
  const encoder = new TextEncoder();
  const chars = [...trimmed];
  for (let at = 0; at < chars.length; at += 1) {
    const char = chars[at] ?? "";
    const next = chars[at + 1] ?? "";
    if (char !== "\\") {
      bytes.push(...encoder.encode(char));
    } else if (/^[0-9a-f]{2}$/i.test(next + (chars[at + 2] ?? ""))) {
      bytes.push(Number.parseInt(next + (chars[at + 2] ?? ""), 16));
      at += 2;
    } else if (next === "") {
      return null;
    } else {
      bytes.push(...encoder.encode(next));
      at += 1;
    }
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(bytes));
    return text.normalize("NFC").toLowerCase().replace(/ +/g, " ");
  } catch {
    return null;
  }
}
