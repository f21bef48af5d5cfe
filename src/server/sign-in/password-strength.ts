import { AppError } from "@/shared/errors";
import { countGuesses } from "./password-guesses";
import { ownWords, plainWeakness, withoutWords, type PasswordOwner } from "./password-rules";

/** How a new password is judged: "weak" ones are refused to people; "trivial" ones fall to the first thousand guesses. */
export interface PasswordJudgement {
  strength: "good" | "weak" | "trivial";
  /** Why it is not good, in plain words; empty when it is. */
  reason: string;
}

/** UTF-16 units from its beginning and from its end by which a password is judged: the time that it takes grows faster than the text. */
const PART = 32;
/** Characters that must be left of a password without its owner's words: a year and a sign are put behind any name. */
const LEFT_MIN = 8;
/** zxcvbn's scores 1 and 2 begin here. */
const TRIVIAL_GUESSES = 1e3;
const WEAK_GUESSES = 1e6;

const REASONS: Record<string, string> = {
  own: "there is little in it beside the person's name, the e-mail address, the name of the organisation or of this product",
  common: "it is one of the most used passwords, or close to one",
  words: "it is made of too few, too common words",
  spatial: "its keys lie side by side on the keyboard",
  repeat: "it repeats the same few characters",
  sequence: "its characters are a row, like 1234 or abcd",
  date: "it is mostly a date",
};
const OTHERWISE = "it is too short and too simple";

/** Judges a new password; see `refuseWeakPassword`. */
export async function judgePassword(password: string, owner: PasswordOwner): Promise<PasswordJudgement> {
  const words = ownWords(owner);
  const left = withoutWords(password, words);
  const isOwn = left.length < password.length;
  const plain = plainWeakness(password);
  if (plain !== null) {
    return { strength: "trivial", reason: REASONS[plain] ?? OTHERWISE };
  }
  if (isOwn && [...left].length < LEFT_MIN) {
    return { strength: "weak", reason: REASONS["own"] ?? OTHERWISE };
  }
  const found = await countGuesses(
    left.length <= PART ? [left] : [left.slice(0, PART), left.slice(-PART)],
    words,
  );
  if (found === null || found.guesses >= WEAK_GUESSES) {
    return { strength: "good", reason: "" };
  }
  return {
    strength: found.guesses < TRIVIAL_GUESSES ? "trivial" : "weak",
    reason: (isOwn ? REASONS["own"] : REASONS[found.weakness]) ?? OTHERWISE,
  };
}

/**
 * Throws `invalid`, with path `password` and the reason, for a new password that is common, a row, a repetition, a walk
 * over the keyboard, or derived from its owner: what less than a million guesses find.
 */
export async function refuseWeakPassword(password: string, owner: PasswordOwner): Promise<void> {
  const { strength, reason } = await judgePassword(password, owner);
  if (strength !== "good") {
    const message = `This password is easy to guess: ${reason}. A short sentence is easy to remember and hard to guess.`;
    throw new AppError("invalid", message, { errors: [{ path: "password", message }] });
  }
}
