import { fold } from "./fold";

const MOST_REMEMBERED = 30_000;
const LONGEST_REMEMBERED = 400;
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/gu;

/** Folded forms of texts that are searched again and again, such as the names of connected people. */
let remembered = new Map<string, string>();

/**
 * Whether texts in memory hold each word of a search, in any order, without case and accents: as `holdsWords`
 * in SQL. Parse `q` once for many texts.
 */
export function wordsFinder(q: string): (texts: readonly string[]) => boolean {
  const words = q
    .split(/\s+/)
    .map((piece) => toWords(fold(piece)))
    .filter((piece) => piece !== "");
  const wanted = words.length > 0 ? words : [fold(q)];
  return (texts) => {
    const lines = texts.map(linesOf);
    return wanted.every((word) => lines.some((line) => line.includes(word)));
  };
}

/** The text as it stands, and its words alone. */
function linesOf(text: string): string {
  let lines = remembered.get(text);
  if (lines === undefined) {
    if (remembered.size >= MOST_REMEMBERED) {
      remembered = new Map();
    }
    const folded = fold(text);
    lines = `${folded}\n${toWords(folded)}`;
    if (text.length <= LONGEST_REMEMBERED) {
      remembered.set(text, lines);
    }
  }
  return lines;
}

function toWords(folded: string): string {
  return folded.replace(BETWEEN_WORDS, " ").trim();
}
