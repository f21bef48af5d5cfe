/** A text, and its encoding. */
export interface DecodedText {
  text: string;
  /** An IANA name, in lower case; `unknown-8bit` for one of the many that only people can distinguish. */
  charset: string;
}

/** Backspace, tab, line and page breaks, and the escape that colours logs: other control characters are in no text. */
const NO_TEXT = /[\0-\x07\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]/;
const NO_TEXT_UTF8 = /[\0-\x07\x0e-\x1a\x1c-\x1f]/;
/** The largest share of letters beyond ASCII in a text of Western Europe; with more it is another alphabet. */
const MOST_WESTERN = 0.3;
/** The bytes that Windows-1252 leaves free. */
const NOT_WESTERN = /[\x81\x8d\x8f\x90\x9d]/;
/** From this many bytes on, a text without a control character is no coincidence. */
const LONG = 128;
/** The share of a text in UTF-16 without a mark that must be ASCII, so that it is recognised. */
const LEAST_ASCII = 0.4;

/**
 * The text that these bytes are, whatever its encoding; null when they are none. `isCut`: they are only its beginning, and
 * may end in a character. Encodings are recognised by their marks, then by what is valid, then by what is likely.
 */
export function decodeText(bytes: Uint8Array, isCut: boolean): DecodedText | null {
  return (
    decodeMarked(bytes, isCut) ?? decodeUtf8(bytes, isCut) ?? decodeUtf16(bytes, isCut) ?? decodeBytes(bytes)
  );
}

function decodeMarked(bytes: Uint8Array, isCut: boolean): DecodedText | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) {
    return c === 0 && d === 0
      ? decodeUtf32(bytes, "utf-32le")
      : known("utf-16le", decode("utf-16le", bytes, isCut), NO_TEXT);
  }
  if (a === 0xfe && b === 0xff) {
    return known("utf-16be", decode("utf-16be", bytes, isCut), NO_TEXT);
  }
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? decodeUtf32(bytes, "utf-32be") : null;
}

function decodeUtf8(bytes: Uint8Array, isCut: boolean): DecodedText | null {
  return known("utf-8", decode("utf-8", bytes, isCut), NO_TEXT_UTF8);
}

/** UTF-16 without a mark is recognised by its zeros, which stand all on one side of each pair. */
function decodeUtf16(bytes: Uint8Array, isCut: boolean): DecodedText | null {
  const zeros = [0, 0] as [number, number];
  bytes.forEach((byte, index) => {
    zeros[index % 2 === 0 ? 0 : 1] += byte === 0 ? 1 : 0;
  });
  const least = (bytes.length / 2) * LEAST_ASCII;
  if (bytes.length < 4 || (zeros[0] > 0 && zeros[1] > 0) || Math.max(...zeros) < least) {
    return null;
  }
  const charset = zeros[0] > 0 ? "utf-16be" : "utf-16le";
  return known(charset, decode(charset, bytes, isCut), NO_TEXT);
}

/** Encodings of one byte a character, and the older ones of Asia: no controls, and most bytes are ASCII, or there are many bytes. */
function decodeBytes(bytes: Uint8Array): DecodedText | null {
  const text = Buffer.from(bytes).toString("latin1");
  const beyond = bytes.reduce((count, byte) => count + Number(byte >= 0x80), 0) / Math.max(bytes.length, 1);
  if (NO_TEXT.test(text) || (beyond >= 0.5 && bytes.length < LONG)) {
    return null;
  }
  const isWestern = beyond <= MOST_WESTERN && !NOT_WESTERN.test(text);
  return isWestern
    ? known("windows-1252", decode("windows-1252", bytes, false), NO_TEXT)
    : { text, charset: "unknown-8bit" };
}

function decodeUtf32(bytes: Uint8Array, charset: "utf-32le" | "utf-32be"): DecodedText | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = "";
  for (let at = 4; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at, charset === "utf-32le");
    if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) {
      return null;
    }
    text += String.fromCodePoint(point);
  }
  return bytes.length % 4 === 0 ? known(charset, text, NO_TEXT) : null;
}

function decode(charset: string, bytes: Uint8Array, isCut: boolean): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return null;
  }
}

function known(charset: string, text: string | null, noText: RegExp): DecodedText | null {
  return text === null || noText.test(text) ? null : { text, charset };
}
