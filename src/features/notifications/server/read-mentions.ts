import { readSpeech } from "@/ui/markdown/speech";

/** A person who can be mentioned. */
export interface Nameable {
  id: string;
  name: string;
  email: string | null;
}

/** A text that mentions more is not read further. */
const MOST = 20;
const LONGEST = 130;

/** Direction marks may stand around names of other scripts, and are no part of them. */
const DIRECTION_MARKS = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
/** In scripts without spaces between words, a mention may directly follow or precede a word. */
const UNSPACED =
  "[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]";
/** An @ directly after a character is part of an address, a path or a setting; directly after another mention it is a mention. */
const START = new RegExp(
  `(?<=^|(?<!\\S)@[\\p{L}\\p{N}\\p{M}._-]{1,80}/|${UNSPACED}|[^\\p{L}\\p{N}\\p{M}_.+\\-@/\\\\=&%#$~|])@(?=[\\p{L}\\p{N}])`,
  "gu",
);
/** A character that continues a name makes it another name, or a path. */
const GOES_ON = /^(?:[\p{L}\p{N}\p{M}_-]|[./\\@][\p{L}\p{N}])/u;
const IS_UNSPACED = new RegExp(`^${UNSPACED}`, "u");
const ENDS_UNSPACED = new RegExp(`${UNSPACED}$`, "u");

/**
 * The people whom the author of a text mentions (outside quotes, code and addresses): by `@` and their name,
 * their first name, or the part of their e-mail before the @. A text that matches several people mentions
 * nobody: better no notification than one to the wrong person.
 */
export function readMentions(body: string, people: readonly Nameable[]): string[] {
  const mentions = readMentionTexts(body);
  if (mentions.length === 0) {
    return [];
  }
  // Indexed by name, so that the cost of each mention does not grow with the number of people.
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

/** The text after each @ that may begin a mention, in the form in which names are compared. */
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

/** Whether a text may hold mentions at all: most have neither @ nor the wide one of East Asian keyboards. */
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

/** The people with the longest name that `text` begins with as whole words. */
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
