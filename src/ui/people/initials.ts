/** One or two letters for a person: of the first and last word, or the first two letters of a single one. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s._@-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  if (first === undefined) {
    return "?";
  }
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  const letters = last === undefined ? [...first].slice(0, 2) : [[...first][0], [...last][0]];
  // Georgian names have no capital letters: those that Unicode has for headings are in few fonts.
  return letters
    .map((one = "") => (/\p{Script=Georgian}/u.test(one) ? one : one.toLocaleUpperCase()))
    .join("");
}

/** A hue (0..359) that is always the same for the same text, spread so that neighbours differ. */
export function hueOf(text: string): number {
  let hash = 2_166_136_261;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  }
  return ((hash >>> 0) % 24) * 15;
}
