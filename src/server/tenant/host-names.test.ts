import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLoopbackName } from "@/server/process/env-outward";
import { canonicalHost, canonicalOrigin, hostName } from "./host-names";

describe("a host", () => {
  it.each([
    ["help.example.org", "help.example.org"],
    ["HELP.Example.ORG", "help.example.org"],
    ["help.example.org.", "help.example.org"],
    ["help.example.org.:3003", "help.example.org:3003"],
    ["help.example.org:80", "help.example.org"],
    ["help.example.org:", "help.example.org"],
    ["help.example.org:0080", "help.example.org"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["BÜCHER.example", "xn--bcher-kva.example"],
    ["XN--BCHER-KVA.example", "xn--bcher-kva.example"],
    // As Node.js hands over the bytes of UTF-8.
    [Buffer.from("bücher.example").toString("latin1"), "xn--bcher-kva.example"],
    ["help。example。org", "help.example.org"],
    ["[::1]:3003", "[::1]:3003"],
    ["[0:0:0:0:0:0:0:1]", "[::1]"],
    ["127.1:3003", "127.0.0.1:3003"],
  ])("%s has one form: %s", (input, expected) => {
    expect(canonicalHost(input)).toBe(expected);
  });

  it("loses the port of its own scheme alone", () => {
    expect(canonicalHost("help.example.org:443", "https")).toBe("help.example.org");
    expect(canonicalHost("help.example.org:443", "http")).toBe("help.example.org:443");
    expect(canonicalHost("help.example.org:80", "https")).toBe("help.example.org:80");
  });

  it.each([
    "",
    ".",
    "a..b",
    "help.example.org..",
    ".help.example.org",
    "user@help.example.org",
    "help.example.org/x",
    "help.example.org?x",
    "help.example.org#x",
    "help.example.org\\x",
    "help example",
    "help.example.org, evil.example",
    "%68elp.example.org",
    "help.example.org:99999",
    "help.example.org:x",
    "[::1",
    "::1",
    "[fe80::1%25eth0]",
    "a\u0000b",
    "a\tb",
    "x".repeat(300),
  ])("that is none is refused: %j", (input) => {
    expect(canonicalHost(input)).toBeNull();
  });

  it("has a form that is its own form, whatever was given", () => {
    const part = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(".", ":", "a", "[::1]", "ü", "443", "xn--"),
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 6 }),
        fc.constantFrom("http" as const, "https" as const),
        (parts, protocol) => {
          const once = canonicalHost(parts.join(""), protocol);
          expect(once === null || canonicalHost(once, protocol) === once).toBe(true);
          expect(once ?? "a").toMatch(/^[\x21-\x7e]+$/);
          expect(hostName(once ?? "a")).not.toMatch(/:\d+$|\.$/);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("an origin", () => {
  it.each([
    ["https://help.example.org", "https://help.example.org"],
    ["HTTPS://Help.Example.ORG", "https://help.example.org"],
    ["https://help.example.org:443", "https://help.example.org"],
    ["http://help.example.org:80", "http://help.example.org"],
    ["https://help.example.org.", "https://help.example.org"],
    ["http://localhost:3003", "http://localhost:3003"],
    ["null", null],
    ["", null],
    ["https://help.example.org/", null],
    ["https://help.example.org/x", null],
    ["https://help.example.org, https://evil.example", null],
    ["https://a@help.example.org", null],
    ["ftp://help.example.org", null],
    ["//help.example.org", null],
    [" https://help.example.org", null],
  ])("%j is %j", (input, expected) => {
    expect(canonicalOrigin(input)).toBe(expected);
  });
});

it.each([
  ["localhost:3003", true],
  ["127.0.0.1", true],
  ["127.9.9.9:1", true],
  ["[::1]:3003", true],
  ["localhost.evil.example", false],
  ["127.0.0.1.evil.example", false],
  ["evil.example", false],
  ["0.0.0.0", false],
  ["[::ffff:7f00:1]", true],
  ["[::ffff:808:808]", false],
])("%s is a name of this machine: %s", (host, expected) => {
  expect(isLoopbackName(host)).toBe(expected);
});
