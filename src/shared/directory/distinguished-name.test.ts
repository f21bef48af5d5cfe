import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBelow, isSameName, nameKey, parseName } from "./distinguished-name";

const name = (text: string) => {
  const parsed = parseName(text);
  if (!parsed) {
    throw new Error(`${text} is no name`);
  }
  return parsed;
};

describe("two names are the same", () => {
  it.each([
    ["cn=IT,dc=example,dc=org", "CN=it, DC=Example , dc=ORG"],
    ["cn=Müller\\, Jo,dc=org", "cn=M\\C3\\BCller\\2C Jo,dc=org"],
    ["cn=a  b,dc=org", "cn= a b ,dc=org"],
    ["ou=x+cn=y,dc=org", "cn=y+ou=x,dc=org"],
    ["2.5.4.3=x", "2.5.4.3=X"],
  ])("%s and %s", (one, other) => {
    expect(isSameName(name(one), name(other))).toBe(true);
    expect(nameKey(name(one))).toBe(nameKey(name(other)));
  });

  it.each([
    ["cn=it,dc=org", "cn=it,ou=x,dc=org"],
    ["cn=a\\,dc=org", "cn=a,dc=org"],
    ["cn=a b", "cn=ab"],
    ["cn=admins", "ou=admins"],
    ["cn=a\\ ,dc=org", "cn=a,dc=org"],
  ])("but not %s and %s", (one, other) => expect(isSameName(name(one), name(other))).toBe(false));

  it("whatever is in a value: a name that is written with escapes is that of its value", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'a,+\\=é "<>;#'.split("")), minLength: 1 }),
        (value) => {
          const written = [...new TextEncoder().encode(value)]
            .map((byte) => `\\${byte.toString(16).padStart(2, "0")}`)
            .join("");
          const parsed = parseName(`cn=${written},dc=org`);
          expect(parsed?.length).toBe(2);
          expect(parsed?.[0]?.[0]?.value).toBe(value.replace(/ +/g, " "));
        },
      ),
    );
  });
});

it("a name stands below its base, and a longer one not below a part of a value", () => {
  expect(isBelow(name("cn=x,ou=groups,dc=org"), name("dc=org"))).toBe(true);
  expect(isBelow(name("dc=org"), name("dc=org"))).toBe(true);
  expect(isBelow(name("dc=org"), name("cn=x,dc=org"))).toBe(false);
  expect(isBelow(name("cn=x,dc=notorg"), name("dc=org"))).toBe(false);
  expect(isBelow(name("cn=x\\,dc=org"), name("dc=org"))).toBe(false);
});

it.each(["x", "cn", "cn=", "=x", "cn=a,,dc=b", "cn=a\\", "cn=\\ff", "c n=x"])("%j is no name", (text) =>
  expect(parseName(text)).toBeNull(),
);
