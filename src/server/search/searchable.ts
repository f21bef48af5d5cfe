import { canonicalEmailQuery } from "@/shared/email";

/**
 * How short texts (names, tags, addresses) are compared with a search, in SQL: without case and accents.
 * Wildcards and escapes are added to a text after this and never before:
 * `unaccent` makes ordinary quotes, percent signs and backslashes out of characters that look like them. The functions
 * search_fold, search_words and search_lines are made by the migration search_in_parts.
 */

const MOST_PIECES = 8;

/** Adds a value to a statement and returns its placeholder. */
type Add = (value: unknown) => string;
/** SQL for whether a text holds what is looked for, or what `read` makes of it; `lines` is a column made by search_lines, or a call of it. */
export type HoldsSql = (lines: string, read?: (word: string) => string) => string;

/** SQL for a text in the form in which texts are compared; `text` is a column or a placeholder. */
export function searchable(text: string): string {
  return `search_fold(${text})`;
}

/** SQL for what a text is searched in: as it stands, its words alone, and each word written together. */
export function searchLines(text: string): string {
  return `search_lines(${text})`;
}

/**
 * SQL that is true where each word of a search is found somewhere, in any order; `condition` says where, for
 * one word at a time. Of a search without words the characters themselves are looked for.
 */
export function holdsWords(q: string, add: Add, condition: (holds: HoldsSql) => string): string {
  const words = readWords(q);
  if (words.length === 0) {
    return condition((lines) => contains(`search_fold(${add(q)}::text)`, "", "", lines));
  }
  const holds =
    (word: string): HoldsSql =>
    (lines, read = (same) => same) =>
      contains(`search_words(${add(read(word))}::text)`, "", "", lines);
  return words.map((word) => `(${condition(holds(word))})`).join(" AND ");
}

/** A typed address in the stored form, without what surrounds it ("<jörg@bücher.example>,"). */
export function readAddress(word: string): string {
  return canonicalEmailQuery(word.replace(/^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, ""));
}

/** SQL that is true where each of the words begins a word of a text. */
export function beginsWords(q: string, add: Add, lines: string): string {
  const words = readWords(q);
  return words.length === 0
    ? "false"
    : words.map((word) => beginsWord(add(word), lines, { isExact: false })).join(" AND ");
}

/** SQL for whether one word, or several one after the other, are words of a text, or with `isExact` unset begin some. */
export function beginsWord(text: string, lines: string, { isExact }: { isExact: boolean }): string {
  return contains(`search_words(${text}::text)`, " ", isExact ? " " : "", lines);
}

/** SQL for whether a text has these words, or inside of words: for scripts without spaces. */
export function holdsText(text: string, lines: string): string {
  return contains(`search_words(${text}::text)`, "", "", lines);
}

function readWords(q: string): string[] {
  return q
    .split(/\s+/)
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece.normalize("NFKC")))
    .slice(0, MOST_PIECES);
}

function contains(folded: string, before: string, after: string, lines: string): string {
  // A subquery is evaluated once a statement.
  return `${lines} LIKE (SELECT '%${before}' || regexp_replace(${folded}, '([\\\\%_])', '\\\\\\1', 'g') || '${after}%')`;
}
