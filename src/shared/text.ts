import { z } from "zod";

/** Bounds of a text in characters, and what the person reading is told when it is outside them. */
export interface TextBounds {
  min?: number;
  max: number;
  /** Said when there is no text at all. */
  missing?: string;
  tooShort?: string;
  tooLong: string;
  /** Passwords are taken as they are typed. */
  isTrimmed?: boolean;
}

/**
 * A text whose bounds count characters as people do: an emoji is one (zod's own `min` and `max` count UTF-16 units, where it
 * is two). White space around it does not count.
 */
export function boundedText({ min = 0, max, missing, tooShort, tooLong, isTrimmed = true }: TextBounds) {
  const text = z.string(missing);
  return (isTrimmed ? text.trim() : text)
    .refine((value) => countCharacters(value) >= min, { message: tooShort ?? tooLong })
    .refine((value) => countCharacters(value) <= max, { message: tooLong })
    .meta({ minLength: min, maxLength: max });
}

/** How many characters (Unicode code points) a text has. */
export function countCharacters(text: string): number {
  let pairs = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit <= 0xdbff) {
      pairs++;
    }
  }
  return text.length - pairs;
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
