import { foldCase, foldKeepingCase } from "./fold";

/** A run of characters of one kind inside of a word. */
export interface Run {
  text: string;
  /** In scripts without spaces any part of a run may be a word: as many characters as here are indexed together. 0: it is a word. */
  gram: 0 | 2 | 3;
  /** Its position, counted in runs; in scripts without spaces, in characters. */
  at: number;
  /** What it is made of ("Outlook" and "Connector", "PC" and "10234"), where that is more than one part. */
  pieces: readonly string[];
}

/** Words with only punctuation between them: "Teams/Outlook", "PC-10234", "ada@example.org". */
export interface Compound {
  runs: readonly Run[];
  /** Its words written together ("wifi" for "Wi-Fi"), where people do that. */
  joined: string | null;
}

/** More of a folded text is not read: longer than any text that fits the bounds of a body in any script. */
const MOST_UNITS = 80_000;
/** No word is longer; what is, is a key or a picture written as text, and is found by its beginning. */
const LONGEST_WORD = 100;
const JOINED = { words: 3, shortest: 4, longest: 40 };
const MOST_PIECES = 4;
const LONGEST_PUNCTUATION = 3;

const VISIBLE = /[\p{L}\p{N}]/u;
const SPACE = /\s/;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Chinese, Japanese and Korean: two characters say much. */
const PAIRS =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\p{Script=Hangul}\\p{Script=Yi}\\u3099\\u309a\\u30fc\\u3005";
/** Alphabets that are written without spaces. */
const TRIPLES =
  "\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tai_Le}\\p{Script=New_Tai_Lue}\\p{Script=Tai_Tham}\\p{Script=Tai_Viet}\\p{Script=Javanese}\\p{Script=Balinese}";
const RUN = new RegExp(
  `([${PAIRS}]+)|([${TRIPLES}]+)|(?:(?![${PAIRS}${TRIPLES}])[\\p{L}\\p{M}\\p{N}])+`,
  "gu",
);
/** Most words: they need no closer reading. */
const PLAIN = /^(?:[a-z]+|[0-9]+)$/;
const PIECE = /\p{N}+|\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|[\p{Lo}\p{Lt}\p{Lm}\p{M}]+/gu;

const WITHOUT_SPACES = new RegExp(`[${PAIRS}${TRIPLES}]`, "u");

/** Whether some of a text is in a script that is written without spaces. */
export function hasNoSpaces(text: string): boolean {
  return WITHOUT_SPACES.test(text.normalize("NFKC"));
}

/** The words of a text as people see them, without case and accents: what is indexed and what is looked for are both read so. */
export function readCompounds(text: string): Compound[] {
  const folded = foldKeepingCase(text.slice(0, MOST_UNITS)).slice(0, MOST_UNITS);
  const compounds: Compound[] = [];
  let words: Run[][] = [];
  let end = -1;
  let at = 0;
  for (const match of folded.matchAll(WORD)) {
    if (!VISIBLE.test(match[0])) {
      // Marks on nothing.
      continue;
    }
    if (words.length > 0 && !isInside(folded, end, match.index)) {
      compounds.push(toCompound(words));
      words = [];
    }
    end = match.index + match[0].length;
    const runs = readRuns(match[0], at);
    at = runs.reduce((sum, run) => sum + lengthOf(run), at);
    words.push(runs);
  }
  return words.length > 0 ? [...compounds, toCompound(words)] : compounds;
}

/** How many places a run takes. */
export function lengthOf(run: Run): number {
  return run.gram === 0 ? 1 : [...run.text].length;
}

function isInside(text: string, from: number, to: number): boolean {
  return to - from <= LONGEST_PUNCTUATION && !SPACE.test(text.slice(from, to));
}

function readRuns(word: string, start: number): Run[] {
  if (PLAIN.test(word)) {
    return [{ text: cut(word), gram: 0, at: start, pieces: [] }];
  }
  let at = start;
  return [...word.matchAll(RUN)].map(([text, pairs, triples]) => {
    const gram = pairs !== undefined ? 2 : triples !== undefined ? 3 : 0;
    const run: Run = {
      text: gram === 0 ? cut(foldCase(text)) : foldCase(text),
      gram,
      at,
      pieces: gram === 0 ? readPieces(text) : [],
    };
    at += lengthOf(run);
    return run;
  });
}

function readPieces(text: string): string[] {
  const pieces = text.length > LONGEST_WORD ? [] : (text.match(PIECE) ?? []);
  return pieces.length > 1 && pieces.length <= MOST_PIECES ? pieces.map(foldCase) : [];
}

function toCompound(words: readonly Run[][]): Compound {
  if (words.length === 1) {
    return { runs: words[0] ?? [], joined: null };
  }
  const runs = words.flat();
  const text = runs.map((run) => run.text).join("");
  const isJoinable =
    words.length <= JOINED.words &&
    runs.length === words.length &&
    runs.every((run) => run.gram === 0) &&
    text.length >= JOINED.shortest &&
    text.length <= JOINED.longest &&
    /\p{L}/u.test(text);
  return { runs, joined: isJoinable ? text : null };
}

function cut(word: string): string {
  return word.length > LONGEST_WORD
    ? [...word.slice(0, LONGEST_WORD * 2)].slice(0, LONGEST_WORD).join("")
    : word;
}
