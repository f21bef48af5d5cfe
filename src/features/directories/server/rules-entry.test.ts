import { expect, it } from "vitest";
import { isDisabledThere, nameOfEntry } from "./rules-entry";

const NOW = Date.parse("2026-11-29T12:00:00Z");
/** Active Directory's count for 2026-11-29T12:00:00Z. */
const NOW_IN_TICKS = (BigInt(NOW) + 11_644_473_600_000n) * 10_000n;
const entryOf = (given: Record<string, string>) => ({ dn: "uid=jo", ...given });

it.each<Record<string, string>>([
  { userAccountControl: "514" },
  { accountExpires: String(NOW_IN_TICKS) },
  { pwdAccountLockedTime: "000001010000Z" },
  { nsAccountLock: "TRUE" },
  { loginDisabled: "true" },
  { shadowExpire: "20000" },
])("an account is disabled or over by %o", (given) => {
  expect(isDisabledThere(entryOf(given), NOW)).toBe(true);
});

it.each<Record<string, string>>([
  {},
  { userAccountControl: "512" },
  { userAccountControl: "66048" },
  { accountExpires: "0" },
  { accountExpires: "9223372036854775807" },
  { accountExpires: String(NOW_IN_TICKS + 10_000n) },
  { pwdAccountLockedTime: "20261129115500Z" },
  { nsAccountLock: "FALSE" },
  { shadowExpire: "-1" },
  { shadowExpire: "99999" },
  { userAccountControl: "no number" },
])("an account is neither by %o", (given) => {
  expect(isDisabledThere(entryOf(given), NOW)).toBe(false);
});

it("a person is called by what the directory shows to people, else by their common name", () => {
  expect(nameOfEntry(entryOf({ displayName: "Jo Doe", cn: "jo" }))).toBe("Jo Doe");
  expect(nameOfEntry(entryOf({ cn: "jo" }))).toBe("jo");
  expect(nameOfEntry(entryOf({}))).toBeNull();
});
