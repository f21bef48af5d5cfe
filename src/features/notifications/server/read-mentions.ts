import { readSpeech } from "@/ui/markdown/speech";

/** Somebody who can be mentioned. */
export interface Nameable {
  id: string;
  name: string;
  email: string | null;
}

/** A text that mentions more is not read further. */
const MOST = 20;
const LONGEST = 130;

/** Marks that turn the direction of what is read stand around names of other scripts, and are no part of them. */
const DIRECTION_MARKS = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
/** Where words are not parted by spaces, a mention may stand right behind or before one. */
const UNSPACED =
  "[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]";
/** An @ that something stands right before is part of an address, a path or a setting; after another mention it is not. */
const START = new RegExp(
  `(?<=^|(?<!\\S)@[\\p{L}\\p{N}\\p{M}._-]{1,80}/|${UNSPACED}|[^\\p{L}\\p{N}\\p{M}_.+\\-@/\\\\=&%#$~|])@(?=[\\p{L}\\p{N}])`,
  "gu",
);
/** What goes on after a name makes it another name, or a path. */
const GOES_ON = /^(?:[\p{L}\p{N}\p{M}_-]|[./\\@][\p{L}\p{N}])/u;
const IS_UNSPACED = new RegExp(`^${UNSPACED}`, "u");
const ENDS_UNSPACED = new RegExp(`${UNSPACED}$`, "u");

/**
 * Who is mentioned in what the author of a text says themselves (not in quotes, code or addresses): by `@` and their
 * name, their first name, or what stands before the @ of their e-mail. What fits several people mentions nobody: better
 * no word than one to the wrong person.
 */
export function readMentions(body: string, people: readonly Nameable[]): string[] {
  const mentions = readMentionTexts(body);
  if (mentions.length === 0) {
    return [];
  }
  // By name, so that what a text costs does not grow with the number of people for each of its mentions.
  const idsByName = new Map<string, Set<string>>();
  for (const person of people) {
    for (const name of namesOf(person)) {
      idsByName.set(name, (idsByName.get(name) ?? new Set()).add(person.id));
    }
  }
  const mentioned = mentions.flatMap((text) => {
    const fitting = longestFit(text, idsByName);
    return fitting?.size === 1 ? [...fitting] : [];
  });
  return [...new Set(mentioned)];
}

/** What stands after each @ that may begin a mention, in the form in which names are compared. */
export function readMentionTexts(body: string): string[] {
  if (!mayMention(body)) {
    return [];
  }
  const speech = comparable(readSpeech(body));
  const texts: string[] = [];
  for (const { index } of speech.matchAll(START)) {
    texts.push(speech.slice(index + 1, index + 1 + LONGEST));
    if (texts.length === MOST) {
      break;
    }
  }
  return texts;
}

/** Whether a text has to be read for mentions at all; most have no @, or the wide one of East Asian keyboards. */
export function mayMention(body: string): boolean {
  return body.includes("@") || body.includes("\uff20");
}

function comparable(text: string): string {
  return text
    .normalize("NFC")
    .replace(DIRECTION_MARKS, "")
    .replaceAll("\uff20", "@")
    .replace(/[^\S\n]+/g, " ")
    .toLowerCase();
}

function namesOf({ name, email }: Nameable): string[] {
  const words = comparable(name).split(" ").filter(Boolean);
  const names = [
    words.join(" "),
    words.join(""),
    words.join("."),
    words[0],
    email === null ? undefined : comparable(email).split("@")[0],
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
    if (ids && endsName(text, length)) {
      return ids;
    }
  }
  return null;
}

function endsName(text: string, length: number): boolean {
  const rest = text.slice(length);
  const changesScript = IS_UNSPACED.test(rest) && !ENDS_UNSPACED.test(text.slice(0, length));
  return changesScript || !GOES_ON.test(rest);
}
