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
  const starts = mentionStarts(body);
  if (starts.length === 0) {
    return [];
  }
  // By name, so that what a text costs does not grow with the number of people for each of its mentions.
  const idsByName = new Map<string, Set<string>>();
  for (const person of people) {
    for (const name of namesOf(person)) {
      idsByName.set(name, (idsByName.get(name) ?? new Set()).add(person.id));
    }
  }
  const mentioned = starts.flatMap((start) => {
    const fitting = longestFit(body.slice(start, start + LONGEST).toLowerCase(), idsByName);
    return fitting?.size === 1 ? [...fitting] : [];
  });
  return [...new Set(mentioned)];
}

function mentionStarts(body: string): number[] {
  const starts: number[] = [];
  for (const { index } of body.matchAll(/(?<![\p{L}\p{N}_.+-])@(?=[\p{L}\p{N}])/gu)) {
    if (starts.push(index + 1) === MOST) {
      break;
    }
  }
  return starts;
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

/** Who has the longest name that `text` begins with as whole words. */
function longestFit(
  text: string,
  idsByName: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> | null {
  for (let length = text.length; length > 0; length--) {
    const ids = idsByName.get(text.slice(0, length));
    if (ids && !/^[\p{L}\p{N}_-]/u.test(text.slice(length))) {
      return ids;
    }
  }
  return null;
}
