import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalEmail, canonicalEmailQuery, emailText } from "./email";

/** HTML's own rule, as the standard prints it. */
const HTML =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

describe("the one form of an e-mail address", () => {
  it.each([
    ["pat@localhost", "pat@localhost"],
    ["dept/it@example.org", "dept/it@example.org"],
    ["Pat.O'Neil+Desk@Example.ORG", "pat.o'neil+desk@example.org"],
    ["pat@10.0.0.5", "pat@10.0.0.5"],
    ["pat@010.1", "pat@010.1"],
    ["jörg@bücher.example", "jörg@xn--bcher-kva.example"],
    ["JO\u0308RG@BU\u0308CHER.example", "jörg@xn--bcher-kva.example"],
    ["jörg@XN--BCHER-KVA.example", "jörg@xn--bcher-kva.example"],
    ["用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v"],
    ["अजय@डाटा.भारत", "अजय@xn--c2bd1gb.xn--h2brj9c"],
    ["pat@bücher。example", "pat@xn--bcher-kva.example"],
    ["a@xn--a", "a@xn--a"],
    ["pat@strasse.example", "pat@strasse.example"],
    ["pat@straße.example", "pat@xn--strae-oqa.example"],
  ])("%s is %s", (input, form) => {
    expect(canonicalEmail(input)).toBe(form);
    expect(canonicalEmail(form)).toBe(form);
  });

  it.each([
    "",
    "pat",
    "@example.org",
    "pat@",
    "pat@@example.org",
    "a@b@example.org",
    "p at@example.org",
    "pat@exam ple.org",
    "pat@example.org.",
    "pat@.example.org",
    "pat@-example.org",
    "pat@example..org",
    "pat@exam_ple.org",
    "pat@example.org/x",
    "pat@example.org:25",
    "pat@[::1]",
    "pat<x@example.org>",
    "Pat <pat@example.org>",
    '"pat"@example.org',
    "pat\n@example.org",
    "pat@exa\nmple.org",
    "pat\u0000@example.org",
    "pat\u0007@example.org",
    "pat\u200b@example.org",
    "pat@exam\u200bple.org",
    "\u3164@example.org",
    "pat\u202e@example.org",
    "pat@exam\u202eple.org",
    "pat\u00a0x@example.org",
    "pat＠example.org",
    `pat@${"a".repeat(64)}.org`,
  ])("%j is none", (input) => {
    expect(canonicalEmail(input)).toBeNull();
    expect(emailText.safeParse(input).success).toBe(false);
  });

  it("is at most 254 characters long, in the form that is stored", () => {
    expect(emailText.safeParse(`${"a".repeat(242)}@example.org`).success).toBe(true);
    expect(emailText.safeParse(`${"a".repeat(243)}@example.org`).success).toBe(false);
    expect(emailText.safeParse(`pat@${"ü".repeat(60)}.${"a.".repeat(95)}org`).success).toBe(false);
  });

  it("accepts every address that a browser's own field accepts, and is idempotent", () => {
    const label = fc.stringMatching(/^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,20}[a-zA-Z0-9])?$/);
    const local = fc.stringMatching(/^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,30}$/);
    const address = fc.tuple(local, fc.array(label, { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(address, ([name, labels]) => {
        const text = `${name}@${labels.join(".")}`;
        expect(text).toMatch(HTML);
        expect(canonicalEmail(text)).toBe(text.toLowerCase());
      }),
    );
  });

  it("any text is an address or none; its form is idempotent, and nothing can be hidden in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), (name, host) => {
        const form = canonicalEmail(`${name}@${host}`);
        if (form !== null) {
          expect(canonicalEmail(form)).toBe(form);
          expect(canonicalEmail(form.normalize("NFD"))).toBe(form);
          expect(form).not.toMatch(/[\s\p{C}\p{Z}]/u);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("a search among addresses", () => {
  it.each([
    ["jörg@bücher.example", "jörg@xn--bcher-kva.example"],
    ["@bücher.example", "@xn--bcher-kva.example"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["jörg", "jörg"],
    ["jörg@", "jörg@"],
    ["jörg@example", "jörg@example"],
    ["dr. jörg", "dr. jörg"],
    ["@", "@"],
  ])("%s is %s", (input, wanted) => {
    expect(canonicalEmailQuery(input)).toBe(wanted);
  });
});
