import { z } from "zod";
import { said } from "@/messages/server/keys";
import { isLongerThan, isShorterThan, POINTS_PER_CHARACTER } from "./characters";
import { LIMITS } from "./limits";

/** Bounds of a text in characters, and the messages when it is outside them. */
export interface TextBounds {
  min?: number;
  max: number;
  /** The message when there is no text at all. */
  missing?: string;
  tooShort?: string;
  tooLong: string;
}

/** The most combining marks on one letter that Unicode's stream-safe format allows; more occur in no language. */
const MARKS_MAX = 30;

/** Invisible characters: controls except white space, zero-width spaces and joiners, soft hyphens, marks of direction, annotations. */
const UNSEEN =
  /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
/** Characters that are shown as a gap, the blank letters and the blank Braille pattern included. */
const GAPS = /[\s\x85\u3164\uffa0\u2800]+/gu;
/** A visible character: not white space, not a default-ignorable one by Unicode, and none of the few blanks that it forgot. */
const VISIBLE =
  /[^\s\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffc\u{13441}\u{13442}\u{16fe4}\u{1d159}]/u;
const TOO_MANY_MARKS = new RegExp(`\\p{M}{${MARKS_MAX + 1}}`, "u");

/** A text that is taken as it is typed, such as a password; its bounds count characters as people do. */
export function boundedText({ min = 0, max, missing, tooShort, tooLong }: TextBounds) {
  return z
    .string(missing)
    .max(unitsFor(max), { message: tooLong, abort: true })
    .refine((value) => !isLongerThan(value, max), { message: tooLong, abort: true })
    .refine((value) => !isShorterThan(value, min), { message: tooShort ?? tooLong })
    .meta({ minLength: min, maxLength: max });
}

/** A title, a name, a tag: one line (see `oneLine`), whose bounds count characters as people do. */
export function lineText(bounds: TextBounds) {
  return lineOf(bounds, oneLine);
}

/** As `lineText`, in lower case: for values that are compared without regard to case. */
export function lowerCaseLineText(bounds: TextBounds) {
  return lineOf(bounds, (value) => compose(oneLine(value).toLowerCase()));
}

/** A search text: one line, like the texts in which it is searched. */
export const queryText = lineText({ max: LIMITS.queryMax, tooLong: said("fields.search") });

function lineOf(
  { min = 0, max, missing, tooShort, tooLong }: TextBounds,
  normalise: (value: string) => string,
) {
  return z
    .string(missing)
    .overwrite(normalise)
    .max(unitsFor(max), { message: tooLong, abort: true })
    .refine((value) => !isLongerThan(value, max), { message: tooLong, abort: true })
    .refine((value) => !isShorterThan(value, min), { message: tooShort ?? tooLong })
    .meta({ minLength: min, maxLength: max });
}

/**
 * A description or a comment: kept exactly as it is typed. White space around it does not count, and a text without a
 * visible character is none.
 */
export function bodyText({ min = 0, max, missing, tooShort, tooLong }: TextBounds) {
  return z
    .string(missing)
    .max(unitsFor(max), { message: tooLong, abort: true })
    .refine((value) => hasVisible(value), { message: missing ?? tooShort ?? tooLong, abort: true })
    .refine((value) => !isLongerThan(value.trim(), max), { message: tooLong, abort: true })
    .refine((value) => !isShorterThan(value.trim(), min), { message: tooShort ?? tooLong })
    .meta({ minLength: min, maxLength: max });
}

/**
 * Makes a text one line: line breaks, tabs and blanks become single spaces; controls, marks of direction and
 * zero-width spaces are removed; letters are composed (NFC); and it is trimmed. Joiners inside of words and
 * emoji stay. A text without a visible character becomes empty. It is idempotent.
 */
export function oneLine(text: string): string {
  const line = compose(text.replace(UNSEEN, "").replace(GAPS, " ")).trim();
  return hasVisible(line) ? line : "";
}

/**
 * The composed form (NFC) of a text. Unicode sorts the marks on a letter, which for thousands of them takes seconds: a
 * text with such a letter, which no language has, stays as it is.
 */
export function compose(text: string): string {
  return TOO_MANY_MARKS.test(text) ? text : text.normalize("NFC");
}

/** A text of an unauthenticated client, made safe to show on one line: at most `most` code points, with invisible ones escaped, such as \\u{202e}. */
export function escapeInvisible(text: string, most: number): string {
  // No code point takes more than two units: the rest is not even read.
  const points = [...text.slice(0, (most + 1) * 2)];
  const shown = points
    .slice(0, most)
    .map((one) =>
      one === " " || VISIBLE.test(one) ? one : `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`,
    );
  return `${shown.join("")}${points.length > most ? "…" : ""}`;
}

/** Whether a text has a visible character. */
export function hasVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** UTF-16 units that no text of so many characters exceeds; checked first, as it costs nothing. */
function unitsFor(characters: number): number {
  return characters * POINTS_PER_CHARACTER * 2;
}

/** Where in `value` a string stands that no database column can hold (a NUL, half of a character); null when nowhere. */
export function findUnstorable(value: unknown): string | null {
  const left: { value: unknown; path: string }[] = [{ value, path: "" }];
  for (let next = left.pop(); next; next = left.pop()) {
    if (typeof next.value === "string") {
      if (/\0|\p{Surrogate}/u.test(next.value)) {
        return next.path;
      }
    } else if (typeof next.value === "object" && next.value !== null) {
      for (const [name, inner] of Object.entries(next.value)) {
        left.push({ value: inner, path: next.path === "" ? name : `${next.path}.${name}` });
      }
    }
  }
  return null;
}
