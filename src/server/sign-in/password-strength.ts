import { say } from "@/messages/server/say";
import { refusedField } from "@/shared/errors";
import { countGuesses } from "./password-guesses";
import { ownWords, plainWeakness, withoutWords, type PasswordOwner } from "./password-rules";

/** How a new password is judged: "weak" ones are refused to people; "trivial" ones fall to the first thousand guesses. */
export interface PasswordJudgement {
  strength: "good" | "weak" | "trivial";
  /** Why it is not good; null when it is. */
  reason: PasswordWeakness | null;
}

/** UTF-16 units from its beginning and from its end by which a password is judged: the time that it takes grows faster than the text. */
const PART = 32;
/** Characters that must be left of a password without its owner's words: a year and a sign are put behind any name. */
const LEFT_MIN = 8;
/** zxcvbn's scores 1 and 2 begin here. */
const TRIVIAL_GUESSES = 1e3;
const WEAK_GUESSES = 1e6;

/** Why a password is easy to guess: what the catalogue chooses its words by. */
const WEAKNESSES = ["own", "common", "words", "spatial", "repeat", "sequence", "date", "short"] as const;

/** One of WEAKNESSES. */
export type PasswordWeakness = (typeof WEAKNESSES)[number];

/** Judges a new password; see `refuseWeakPassword`. */
export async function judgePassword(password: string, owner: PasswordOwner): Promise<PasswordJudgement> {
  const words = ownWords(owner);
  const left = withoutWords(password, words);
  const isOwn = left.length < password.length;
  const plain = plainWeakness(password);
  if (plain !== null) {
    return { strength: "trivial", reason: weaknessOf(plain) };
  }
  if (isOwn && [...left].length < LEFT_MIN) {
    return { strength: "weak", reason: "own" };
  }
  const found = await countGuesses(
    left.length <= PART ? [left] : [left.slice(0, PART), left.slice(-PART)],
    words,
  );
  if (found === null || found.guesses >= WEAK_GUESSES) {
    return { strength: "good", reason: null };
  }
  return {
    strength: found.guesses < TRIVIAL_GUESSES ? "trivial" : "weak",
    reason: isOwn ? "own" : weaknessOf(found.weakness),
  };
}

/**
 * Throws `invalid`, with path `password` and the reason, for a new password that is common, a row, a repetition, a walk
 * over the keyboard, or derived from its owner: what less than a million guesses find.
 */
export async function refuseWeakPassword(password: string, owner: PasswordOwner): Promise<void> {
  const { strength, reason } = await judgePassword(password, owner);
  if (strength !== "good") {
    throw refusedField("password", say("refusals.users.weakPassword", { reason: reason ?? "short" }));
  }
}

function weaknessOf(found: string): PasswordWeakness {
  return WEAKNESSES.find((weakness) => weakness === found) ?? "short";
}
