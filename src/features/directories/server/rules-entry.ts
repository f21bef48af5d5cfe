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
  "userAccountControl",
  "accountExpires",
  "pwdAccountLockedTime",
  "nsAccountLock",
  "loginDisabled",
  "shadowExpire",
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

/** What a person is called there; null where the entry does not say. */
export function nameOfEntry(entry: Entry): string | null {
  return [...valuesOf(entry, "displayName"), ...valuesOf(entry, "cn")][0] ?? null;
}

/** Active Directory's flag of a disabled account. */
const ACCOUNT_DISABLED = 2n;
/** Active Directory counts 100 ns from 1601. */
const TICKS_PER_MILLISECOND = 10_000n;
const MILLISECONDS_TO_1970 = 11_644_473_600_000n;
/** "For ever", of OpenLDAP's rules of passwords; any other time passes by itself. */
const LOCKED_FOR_EVER = "000001010000Z";
const DAY_MILLISECONDS = 86_400_000;

/**
 * Whether a directory says that an account is disabled or over: Active Directory, OpenLDAP's rules of passwords, 389 Directory Server and FreeIPA, eDirectory, and
 * shadow accounts, each in its own words. An account that is locked for a while, by wrong passwords, is not.
 */
export function isDisabledThere(entry: Entry, now = Date.now()): boolean {
  const one = (name: string): string => valuesOf(entry, name)[0] ?? "";
  const isTrue = (name: string): boolean => one(name).toLowerCase() === "true";
  const expires = numberIn(one("accountExpires"));
  const shadow = numberIn(one("shadowExpire"));
  return (
    ((numberIn(one("userAccountControl")) ?? 0n) & ACCOUNT_DISABLED) !== 0n ||
    (expires !== null &&
      expires > 0n &&
      expires / TICKS_PER_MILLISECOND - MILLISECONDS_TO_1970 <= BigInt(now)) ||
    one("pwdAccountLockedTime") === LOCKED_FOR_EVER ||
    isTrue("nsAccountLock") ||
    isTrue("loginDisabled") ||
    (shadow !== null && shadow > 0n && Number(shadow) * DAY_MILLISECONDS <= now)
  );
}

function numberIn(text: string): bigint | null {
  return /^-?\d{1,19}$/.test(text) ? BigInt(text) : null;
}
