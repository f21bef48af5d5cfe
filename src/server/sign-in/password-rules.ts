import { compose } from "@/shared/text";

/** The owner of a new password: facts that an attacker would try first. */
export interface PasswordOwner {
  name?: string | null | undefined;
  email?: string | null | undefined;
  organisationName?: string | null | undefined;
}

const PRODUCT = "helpejo";
/** Shorter words are part of too many others. */
const WORD_MIN = 4;
const WORD_MAX = 64;
const WORDS_MAX = 60;
/** The least number of different characters of a password. */
const DIFFERENT_MIN = 5;
/** A row is what mostly goes on with the same character or its neighbour. */
const ROW_SHARE = 0.75;
/** Signs that replace letters. */
const LEET: Record<string, string> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
  "+": "t",
  "8": "b",
  "9": "g",
};
/** "1" and "!" replace two letters each. */
const AS_I: Record<string, string> = { ...LEET, "1": "i", "!": "i", "|": "i" };
const AS_L: Record<string, string> = { ...LEET, "1": "l", "!": "l", "|": "l" };

/** The words that a password must be strong without: of its owner's name and e-mail, of the organisation, and our own. */
export function ownWords({ name, email, organisationName }: PasswordOwner): string[] {
  const [local = "", domain = ""] = (email ?? "").split("@");
  const hosts = domain.split(".").slice(0, -1);
  const parts = [name ?? "", organisationName ?? "", local].flatMap((text) => {
    const words = split(text);
    return [...words, words.join(""), [...words].reverse().join("")];
  });
  const words = [PRODUCT, ...parts, ...hosts.flatMap(split)]
    .filter((word) => word.length >= WORD_MIN)
    .map((word) => word.slice(0, WORD_MAX));
  // The longest first, so that a whole name goes before its parts.
  return [...new Set(words)].sort((one, other) => other.length - one.length).slice(0, WORDS_MAX);
}

/** What is left of a password without these words, however they are spelt: in capitals, with accents, with signs for letters, or backwards. */
export function withoutWords(password: string, words: readonly string[]): string {
  const characters = [...compose(password)];
  const isTaken = characters.map(() => false);
  const spellings = [{}, AS_I, AS_L].map((signs) => characters.map((one) => fold(one, signs)).join(""));
  for (const word of words.flatMap((one) => [one, [...one].reverse().join("")])) {
    for (const spelling of spellings) {
      for (let at = spelling.indexOf(word); at >= 0; at = spelling.indexOf(word, at + word.length)) {
        isTaken.fill(true, at, at + word.length);
      }
    }
  }
  return characters.filter((_, index) => !isTaken[index]).join("");
}

/** What is wrong with a password by its characters alone: "repeat" for few different ones, "sequence" for a row such as 1234 or aabbcc; null when nothing. */
export function plainWeakness(password: string): "repeat" | "sequence" | null {
  const points = [...password].map((one) => one.codePointAt(0) ?? 0);
  if (new Set(points).size < DIFFERENT_MIN) {
    return "repeat";
  }
  const steps = points.slice(1).filter((point, index) => Math.abs(point - (points[index] ?? 0)) <= 1).length;
  return steps >= (points.length - 1) * ROW_SHARE ? "sequence" : null;
}

/** Letters and digits that belong together, folded. */
function split(text: string): string[] {
  return [...compose(text)]
    .map((one) => fold(one, {}))
    .join("")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** One character for one: small, without accents. */
function fold(character: string, signs: Record<string, string>): string {
  const small = [...character.normalize("NFKD").toLowerCase()][0] ?? "";
  return signs[small] ?? (small.length === 1 ? small : "\ufffd");
}
