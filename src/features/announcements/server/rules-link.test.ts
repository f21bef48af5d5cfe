import fc from "fast-check";
import { expect, it } from "vitest";
import { checkedLink } from "./rules-link";

const OWN = ["https://help.example.org"];

it.each([
  ["https://status.example.com/mail", "https://status.example.com/mail"],
  ["HTTPS://Status.Example.com", "https://status.example.com/"],
  ["/tickets/new", "/tickets/new"],
  ["https://help.example.org/tickets?status=open#list", "/tickets?status=open#list"],
  ["http://status.example.com/mail", null],
  ["javascript:alert(1)", null],
  ["data:text/html,hello", null],
  ["mailto:someone@example.org", null],
  ["//evil.example/tickets", null],
  ["/\\evil.example", null],
  ["/.//evil.example", null],
  ["/%2f%2fevil.example", null],
  ["/api/me", null],
  ["/sign-out", null],
  ["https://help.example.org/sign-out", null],
  ["https://name@evil.example/", null],
  ["https://help.example.org@evil.example/", null],
  ["https://evil.example\n/", null],
  ["tickets", null],
  ["", null],
])("of %j is kept: %j", (wish, expected) => {
  expect(checkedLink(wish, OWN)).toBe(expected);
});

it("whatever is written: what is kept is https elsewhere or a path here, stays the same when it is checked again, and a browser reads it so", () => {
  const part = fc.constantFrom(
    ..."/ \\ : @ . .. // %2f %5c # ? http https https:// javascript: help.example.org evil.example tickets admin \t \u202e a".split(
      " ",
    ),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const kept = checkedLink(parts.join(""), OWN);
      if (kept === null) {
        return;
      }
      const read = new URL(kept, "https://help.example.org/sign-in");
      expect(read.protocol).toBe("https:");
      expect(read.username).toBe("");
      expect(kept.startsWith("/")).toBe(read.origin === OWN[0]);
      expect(checkedLink(kept, OWN)).toBe(kept);
    }),
  );
});
