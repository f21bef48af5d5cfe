/** Somebody to invite, as it was pasted. */
export interface PastedPerson {
  name: string;
  email: string;
}

/** What a pasted text holds. */
export interface PastedPeople {
  people: PastedPerson[];
  /** What is no address, as it stands in the text. */
  unreadable: string[];
}

const SEPARATORS = /[\n;,]+/;
/** The server has the last word: it knows every form of an address. */
const ADDRESS = /^[^\s@<>"]+@[^\s@<>"]+$/u;
const NAMED = /^"?(?<name>[^"<]*)"?\s*<(?<address>[^<>]+)>$/;

/** Reads addresses as they are copied from a mail or a table: one a line or with commas between, with names or without. Each counts once. */
export function readAddresses(text: string): PastedPeople {
  const people = new Map<string, PastedPerson>();
  const unreadable: string[] = [];
  for (const part of text
    .split(SEPARATORS)
    .map((one) => one.trim())
    .filter(Boolean)) {
    const { name = "", address = part } = NAMED.exec(part)?.groups ?? {};
    const email = address.trim().toLowerCase();
    if (!ADDRESS.test(email)) {
      unreadable.push(part);
    } else if (!people.has(email)) {
      people.set(email, { name: name.trim() || nameOf(email), email });
    }
  }
  return { people: [...people.values()], unreadable };
}

/** A name to begin with: "anna.berger" is Anna Berger. They can change it when they come in. */
function nameOf(email: string): string {
  const local = email.slice(0, email.lastIndexOf("@")).replace(/\+.*$/, "");
  const words = local.split(/[._-]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toLocaleUpperCase() + word.slice(1)).join(" ") || email;
}
