import fc from "fast-check";
import { FilterParser } from "ldapts";
import { describe, expect, it } from "vitest";
import {
  escapeFilterValue,
  filterFor,
  filterForAnybody,
  isLoginFilter,
  LOGIN,
  shapeOf,
  USUAL_FILTER,
} from "./filter";

const TEMPLATES = [
  USUAL_FILTER,
  `(uid=${LOGIN})`,
  `(&(objectClass=person)(!(uid=x*))(|(uid=${LOGIN})(mail=${LOGIN}*)))`,
  `(member:1.2.840.113556.1.4.1941:=${LOGIN})`,
];

/** What attackers type, between what everybody does. */
const login = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("*", "(", ")", "\\", "\0", "&", "|", "!", "=", "a", "2", "8", "é", "{login}"),
  }),
);

describe("a filter for what somebody typed", () => {
  it("asks the same of every name: no name changes its shape, nor what the library makes of it", () => {
    fc.assert(
      fc.property(login, fc.constantFrom(...TEMPLATES), (typed, template) => {
        // An empty name is refused before; with a star behind its place it would be everybody's.
        fc.pre(typed !== "");
        const filter = filterFor(template, typed);
        expect(shapeOf(filter)).toBe(shapeOf(filterFor(template, "x")));
        const kinds = (text: string): unknown =>
          JSON.parse(
            JSON.stringify(FilterParser.parseString(text), (key, value) =>
              ["value", "initial", "final", "any"].includes(key) ? undefined : value,
            ),
          );
        expect(kinds(filter)).toEqual(kinds(filterFor(template, "x")));
      }),
    );
  });

  it("searches for the name itself: the library takes the escapes out again", () => {
    fc.assert(
      fc.property(login, (typed) => {
        const parsed = FilterParser.parseString(filterFor(`(uid=${LOGIN})`, typed));
        expect(Reflect.get(parsed, "value")).toBe(typed);
      }),
    );
  });

  it("escapes what RFC 4515 says, and nothing else", () => {
    expect(escapeFilterValue("a*(b)\\c\0 é")).toBe("a\\2a\\28b\\29\\5cc\\00 é");
  });
});

describe("a template of a filter", () => {
  it.each(TEMPLATES)("may be %s", (template) => expect(isLoginFilter(template)).toBe(true));

  it.each([
    "",
    "(uid=jo)",
    `uid=${LOGIN}`,
    `(uid=${LOGIN}`,
    `(uid=${LOGIN}))`,
    `(&)(uid=${LOGIN})`,
    `(${LOGIN}=x)(`,
    `(!(uid=${LOGIN})(cn=x))`,
    `(uid=\\zz${LOGIN})`,
    `${"(!".repeat(40)}(uid=${LOGIN})${")".repeat(40)}`,
  ])("may not be %j", (template) => expect(isLoginFilter(template)).toBe(false));
});

describe("a filter for everybody who could come in", () => {
  it.each([
    [`(uid=${LOGIN})`, "(uid=*)"],
    [`(&(objectClass=person)(memberOf=cn=a)(uid=${LOGIN}))`, "(&(objectClass=person)(memberOf=cn=a)(uid=*))"],
    [`(userPrincipalName=${LOGIN}@corp.example)`, "(userPrincipalName=*@corp.example)"],
    [`(|(uid=${LOGIN})(mail=${LOGIN}*))`, "(|(uid=*)(mail=*))"],
  ])("keeps all its conditions but the name: %s", (template, filter) => {
    expect(filterForAnybody(template)).toBe(filter);
    expect(shapeOf(filter)).not.toBeNull();
  });

  it.each([
    `(cn~=${LOGIN})`,
    `(uid>=${LOGIN})`,
    `(member:1.2.840.113556.1.4.1941:=${LOGIN})`,
    `(|(uid=${LOGIN})(cn~=${LOGIN}))`,
  ])("there is none where a star can be nobody: %s", (template) => {
    expect(filterForAnybody(template)).toBeNull();
  });
});
