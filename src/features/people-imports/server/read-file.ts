import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import { CsvError, parse } from "csv-parse";
import { IMPORT_LIMITS } from "@/features/people-imports/schema";
import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import { withoutGuard } from "@/server/http/answers/csv";
import { refusedField, type AppError } from "@/shared/errors";

/** A file as it was read: records of cells, each with the line on which it begins. */
export interface ReadFile {
  encoding: "UTF-8" | "UTF-16" | "Windows-1252";
  delimiter: Delimiter;
  head: string[];
  rows: { number: number; cells: string[] }[];
}

type Delimiter = "," | ";" | "\t";

const PIECE_BYTES = 64 * 1024;
const DELIMITERS: readonly Delimiter[] = [",", ";", "\t"];
/** Bytes that Windows-1252 does not know: a file with one is in another encoding. */
const UNKNOWN_BYTES = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** The characters of its bytes from 80 to 9F. */
const WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
/**
 * Reads a CSV file: its encoding and its delimiter are recognised, quoted cells may hold line breaks, and rows without a filled cell do not count.
 * Throws `invalid` with a sentence for what is no such file, has no rows, or has too many.
 */
export async function readFile(bytes: Uint8Array): Promise<ReadFile> {
  const { text, encoding } = decode(bytes);
  const delimiter = delimiterOf(text);
  const records = await parseRecords(text, delimiter);
  const [first, ...rest] = records;
  if (!first || rest.length === 0) {
    throw refuseFile(say("refusals.imports.noRows"));
  }
  if (rest.length > IMPORT_LIMITS.rows) {
    throw refuseFile(say("refusals.imports.tooManyRows", { most: IMPORT_LIMITS.rows }));
  }
  if (first.cells.length > IMPORT_LIMITS.columns) {
    throw refuseFile(say("refusals.imports.tooManyColumns", { most: IMPORT_LIMITS.columns }));
  }
  return { encoding, delimiter, head: first.cells, rows: rest };
}

/** The refusal of a whole file. */
export function refuseFile(sentence: Sentence): AppError {
  return refusedField("file", sentence);
}

function decode(bytes: Uint8Array): { text: string; encoding: ReadFile["encoding"] } {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const strict = decodeStrictly(bytes, isWide ? "utf-16le" : "utf-8");
  if (strict !== null) {
    if (strict.includes("\0")) {
      throw refuseFile(say("refusals.imports.encoding"));
    }
    return { text: strict, encoding: isWide ? "UTF-16" : "UTF-8" };
  }
  if (isWide || bytes.some((byte) => byte === 0 || UNKNOWN_BYTES.has(byte))) {
    throw refuseFile(say("refusals.imports.encoding"));
  }
  return { text: decodeWindows(bytes), encoding: "Windows-1252" };
}

/** Without its byte order mark; null where the bytes are not of this encoding. */
function decodeStrictly(bytes: Uint8Array, encoding: "utf-8" | "utf-16le"): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Not by TextDecoder: several releases of Node.js read Windows-1252 as Latin-1, which has controls where € and quotes stand. */
function decodeWindows(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("latin1")
    .replace(/[\x80-\x9f]/g, (letter) => WINDOWS.charAt(letter.charCodeAt(0) - 0x80));
}

/** The delimiter that stands most often in the first line, outside of quotes. */
function delimiterOf(text: string): Delimiter {
  const found = new Map<string, number>(DELIMITERS.map((one) => [one, 0]));
  let isQuoted = false;
  let hasContent = false;
  for (const letter of text) {
    if (letter === '"') {
      isQuoted = !isQuoted;
    } else if (!isQuoted && (letter === "\n" || letter === "\r")) {
      if (hasContent) {
        break;
      }
    } else {
      const count = found.get(letter);
      if (!isQuoted && count !== undefined) {
        found.set(letter, count + 1);
      }
      hasContent = true;
    }
  }
  const best = DELIMITERS.reduce((one, other) =>
    (found.get(other) ?? 0) > (found.get(one) ?? 0) ? other : one,
  );
  return best;
}

async function parseRecords(text: string, delimiter: Delimiter): Promise<ReadFile["rows"]> {
  const rows: ReadFile["rows"] = [];
  let line = 1;
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    on_record: (record: string[], { lines }) => {
      const number = line;
      // Each row has a number of its own, whatever counts as a line.
      line = Math.max(lines + 1, line + 1);
      // One more than there may be besides the head: then there are too many.
      if (record.some((cell) => cell.trim() !== "") && rows.length < IMPORT_LIMITS.rows + 2) {
        rows.push({ number, cells: record.map(withoutGuard) });
      }
      return null;
    },
  });
  parser.resume();
  try {
    await pipeline(Readable.from(piecesOf(Buffer.from(text))), parser);
  } catch (error) {
    if (error instanceof CsvError) {
      throw refuseFile(
        error.code === "CSV_QUOTE_NOT_CLOSED"
          ? say("refusals.imports.quote", { line })
          : say("refusals.imports.unreadable", { line }),
      );
    }
    throw error;
  }
  return rows;
}

/** In pieces: between them others are answered. */
async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    await setImmediate();
    yield bytes.subarray(start, start + PIECE_BYTES);
  }
}
