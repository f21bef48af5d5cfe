import type { Columns, ImportField } from "@/features/people-imports/schema";
import { IMPORT_LIMITS } from "@/features/people-imports/schema";
import { say } from "@/messages/server/say";
import type { Role } from "@/shared/roles";
import { oneLine } from "@/shared/text";
import { refuseFile } from "./read-file";

/** The heads that are understood, in English and in German, without anything but their letters. */
const HEADS: Record<ImportField, readonly string[]> = {
  name: ["name", "fullname", "displayname", "person", "vollername", "vollständigername", "anzeigename"],
  email: [
    "email",
    "emailaddress",
    "mail",
    "mailaddress",
    "address",
    "emailadresse",
    "mailadresse",
    "adresse",
  ],
  role: ["role", "rolle"],
  teams: ["teams", "team", "groups", "group", "gruppen", "gruppe"],
  language: ["language", "lang", "sprache"],
};

/** The words for roles, in English and in German, without anything but their letters. */
const ROLES: Record<Exclude<Role, "guest">, readonly string[]> = {
  user: [
    "user",
    "requester",
    "customer",
    "anfragendeperson",
    "anfragende",
    "anfragender",
    "benutzer",
    "benutzerin",
    "nutzer",
    "nutzerin",
    "kunde",
    "kundin",
  ],
  viewer: ["viewer", "readonly", "nurlesen", "leser", "leserin", "betrachter", "betrachterin"],
  agent: ["agent", "agentin", "bearbeiter", "bearbeiterin"],
  admin: ["admin", "administrator", "administratorin"],
};

const LANGUAGES = {
  en: ["en", "english", "englisch", "engb", "enus"],
  de: ["de", "german", "deutsch", "dede", "deat", "dech"],
} as const;

/** Which field each column is. Throws `invalid` without a column of addresses, and where two columns are one field. */
export function columnsOf(head: readonly string[]): Columns {
  const columns = head.map((text) => ({
    head: oneLine(text).slice(0, IMPORT_LIMITS.headCharacters),
    field: wordOf(HEADS, text),
  }));
  const fields = columns.flatMap(({ field }) => field ?? []);
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice !== undefined) {
    const heads = columns.filter(({ field }) => field === twice).map((column) => column.head);
    throw refuseFile(say("refusals.imports.twoColumns", { heads: heads.join(", ") }));
  }
  if (!fields.includes("email")) {
    throw refuseFile(say("refusals.imports.noEmailColumn"));
  }
  return columns;
}

/** The role that a cell names; null for none. */
export function roleOf(cell: string): Exclude<Role, "guest"> | null {
  return wordOf(ROLES, cell);
}

/** The language that a cell names; null for none that is spoken here. */
export function languageOf(cell: string): "en" | "de" | null {
  return wordOf(LANGUAGES, cell);
}

function wordOf<Key extends string>(words: Record<Key, readonly string[]>, text: string): Key | null {
  const letters = oneLine(text).toLowerCase().replace(/\P{L}/gu, "");
  const keys = Object.keys(words) as Key[];
  return keys.find((key) => words[key].includes(letters)) ?? null;
}
