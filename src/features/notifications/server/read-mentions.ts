/** Somebody who can be mentioned. */
export interface Nameable {
  id: string;
  name: string;
  email: string | null;
}

/** A text that mentions more is not read further. */
const MOST = 20;
const LONGEST = 130;

/**
 * Who is mentioned in a text: by `@` and their name, their first name, or what stands before the @ of their e-mail. What
 * fits several people mentions nobody: better no word than one to the wrong person.
 */
export function readMentions(body: string, people: readonly Nameable[]): string[] {
  const starts = [...body.matchAll(/(?<![\p{L}\p{N}_.+-])@(?=[\p{L}\p{N}])/gu)].slice(0, MOST);
  if (starts.length === 0) {
    return [];
  }
  const known = people.map((person) => ({ id: person.id, names: namesOf(person) }));
  const mentioned = starts.flatMap(({ index }) => {
    const text = body.slice(index + 1, index + 1 + LONGEST).toLowerCase();
    const fits = known.map(({ id, names }) => ({ id, length: longestFit(text, names) }));
    const longest = fits.reduce((most, { length }) => Math.max(most, length), 1);
    const best = fits.filter(({ length }) => length === longest);
    return best.length === 1 ? best.map(({ id }) => id) : [];
  });
  return [...new Set(mentioned)];
}

function namesOf({ name, email }: Nameable): string[] {
  const words = name.toLowerCase().split(/\s+/).filter(Boolean);
  const names = [
    words.join(" "),
    words.join(""),
    words.join("."),
    words[0],
    email?.toLowerCase().split("@")[0],
  ];
  return [...new Set(names)].filter((one) => one !== undefined && one !== "").map((one) => `${one}`);
}

/** The length of the longest of these names that `text` begins with as whole words; 0 when none does. */
function longestFit(text: string, names: readonly string[]): number {
  const fitting = names.filter(
    (name) => text.startsWith(name) && !/^[\p{L}\p{N}_-]/u.test(text.slice(name.length)),
  );
  return fitting.reduce((most, name) => Math.max(most, name.length), 0);
}
