import type { Entry } from "ldapts";

/** What is asked for of a person's entry. */
export const PERSON_ATTRIBUTES = [
  "entryUUID",
  "objectGUID",
  "ipaUniqueID",
  "nsUniqueId",
  "uid",
  "mail",
  "displayName",
  "cn",
  "memberOf",
] as const;

/** Of these the bytes are wanted: they are no text. */
export const BINARY_ATTRIBUTES = ["objectGUID"] as const;

/** The values of an attribute, by whatever case its name comes in, as texts. */
export function valuesOf(entry: Entry, name: string): string[] {
  const key = Object.keys(entry).find((one) => one.toLowerCase() === name.toLowerCase());
  const value = key === undefined ? [] : (entry[key] ?? []);
  const list = Array.isArray(value) ? value : [value];
  return list.map((one) => (typeof one === "string" ? one : one.toString("hex"))).filter((one) => one !== "");
}

/** What never changes about an entry, whatever it is called and wherever it moves; null where the directory does not show it. */
export function subjectOf(entry: Entry): string | null {
  for (const name of ["entryUUID", "objectGUID", "ipaUniqueID", "nsUniqueId"]) {
    const [value] = valuesOf(entry, name);
    if (value !== undefined) {
      return value.toLowerCase();
    }
  }
  return null;
}
