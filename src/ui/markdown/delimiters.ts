import { ADDRESS_MAX } from "./links";

const WORD = /[\p{L}\p{N}\p{M}]/u;

/** Whether a character belongs to a word. */
export function isWord(character: string): boolean {
  return WORD.test(character);
}

/** Whether a mark begins something: at a word, after a gap. `2*3*4`, `C:\*.xls`, `a * b` and `"**x"` begin nothing. */
export function canOpen(text: string, start: number, end: number): boolean {
  const before = characterBefore(text, start);
  const after = characterAt(text, end);
  const isGap = before === "" || /[\s([{“‘«„>*~!—–,;]/u.test(before) || isWide(before);
  return isGap && (WORD.test(after) || /["'“‘«„([`*~$€£#@+\-/]/.test(after));
}

/** Whether a mark ends something: right after it, and not within a word or a path. */
export function canClose(text: string, start: number, end: number): boolean {
  const before = characterBefore(text, start);
  const after = characterAt(text, end);
  const isLast = after === "" || !WORD.test(after) || isWide(after);
  return before !== "" && !/[\s\\/]/.test(before) && isLast && !/[\\/]/.test(after);
}

/** An address in parentheses, which it may contain itself in pairs. Neither white space nor a title belongs to it. */
export function readDestination(text: string, from: number): { text: string; end: number } | null {
  const isAngled = text[from] === "<";
  let depth = 0;
  for (let index = from; index < text.length && index - from <= ADDRESS_MAX; index++) {
    const character = text[index] ?? "";
    if (isAngled ? character === ">" && text[index + 1] === ")" : character === ")" && depth === 0) {
      return isAngled
        ? { text: text.slice(from + 1, index), end: index + 2 }
        : { text: text.slice(from, index), end: index + 1 };
    }
    depth += character === "(" ? 1 : character === ")" ? -1 : 0;
    // Four openings at most: what is read here in vain is read at most four times more.
    if (/\s/.test(character) || depth > 3 || (character === "<" && index > from)) {
      return null;
    }
  }
  return null;
}

/** The character before a place, whole; empty at the beginning. */
export function characterBefore(text: string, index: number): string {
  const unit = text[index - 1] ?? "";
  return /[\udc00-\udfff]/.test(unit) && index > 1 ? text.slice(index - 2, index) : unit;
}

/** The character at a place, whole; empty at the end. */
export function characterAt(text: string, index: number): string {
  const point = text.codePointAt(index);
  return point === undefined ? "" : String.fromCodePoint(point);
}

/** Scripts that put no spaces between words: there a mark may stand inside of what looks like one. */
export function isWide(character: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u.test(
    character,
  );
}
