import pino from "pino";
import { expect, it } from "vitest";
import fc from "fast-check";
import { bounded, boundedError, isReadByPeople, machineReadable, readable, redaction } from "./log";

function logged(entry: object): string {
  let text = "";
  pino({ redact: redaction() }, readable({ write: (part) => (text += part) })).info(entry, "it happened");
  return text;
}

it("never writes a token, a cookie or a password", () => {
  const secrets = {
    cookie: "s3cret",
    authorization: "Bearer s3cret",
    token: "s3cret",
    password: "s3cret",
    refreshToken: "s3cret",
  };
  expect(logged(secrets)).not.toContain("s3cret");
  expect(logged({ headers: secrets, body: { "set-cookie": "s3cret" } })).not.toContain("s3cret");
});

it.each([
  { format: null, isTerminal: true, isProduction: true, lines: true },
  { format: null, isTerminal: false, isProduction: true, lines: false },
  { format: null, isTerminal: false, isProduction: false, lines: true },
  { format: "json", isTerminal: true, isProduction: false, lines: false },
  { format: "lines", isTerminal: false, isProduction: true, lines: true },
] as const)("is for people on a terminal, JSON for what reads it elsewhere: %j", ({ lines, ...input }) => {
  expect(isReadByPeople(input)).toBe(lines);
});

it("writes one readable line, and the stack of an error below", () => {
  expect(logged({ port: 3003 })).toMatch(/^\d\d:\d\d:\d\d info {2}it happened port=3003\n$/);
  expect(logged({ err: new Error("broken") })).toMatch(/it happened\nError: broken\n +at /);
});

/** Control sequences of terminals, and line breaks. */
const COMMANDS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/u;

it("writes no control sequence of a terminal: an e-mail with a line break and ESC", () => {
  const email = "a@example.org\r\n12:00:00 info  signed in as admin\u001b[2J\u009b31m\u202e";
  const line = logged({ email });
  expect(line.split("\n")).toHaveLength(2);
  expect(line).not.toMatch(COMMANDS);
  expect(line).toContain('email="a@example.org');
  const broken = logged({ err: new Error(`no such person: ${email}\n    at home (mine.ts:1:1)`) });
  expect(broken).not.toMatch(COMMANDS);
  expect(
    broken
      .split("\n")
      .slice(1, -1)
      .every((text) => /^(Error: no such|\s+at )/.test(text)),
  ).toBe(true);
  expect(broken).not.toContain("\n12:00:00 info");
});

it("never writes a control sequence, nor an additional line, whatever is logged", () => {
  const text = fc.string({ unit: "binary", maxLength: 50 });
  const value = fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.dictionary(text, text, { maxKeys: 3 }));
  fc.assert(
    fc.property(fc.dictionary(text, value, { maxKeys: 4 }), text, (entry, message) => {
      let readableLine = "";
      let json = "";
      const options = { formatters: { log: bounded } };
      pino(options, readable({ write: (part) => (readableLine += part) })).info(entry, message);
      pino(options, machineReadable({ write: (part) => (json += part) })).info(entry, message);
      expect(readableLine.replace(/\n$/, "")).not.toMatch(/\n/);
      expect(readableLine).not.toMatch(COMMANDS);
      expect(json.replace(/\n$/, "")).not.toMatch(/\n/);
      expect(json).not.toMatch(COMMANDS);
      expect(() => JSON.parse(json)).not.toThrow();
    }),
  );
});

it("cuts what is too long, in errors as well", () => {
  const long = "x".repeat(100_000);
  expect(logged({ path: long }).length).toBeLessThan(3_000);
  let json = "";
  pino(
    { formatters: { log: bounded }, serializers: { err: boundedError } },
    machineReadable({ write: (part) => (json += part) }),
  ).error({ path: long, err: new Error(long) }, "it broke");
  expect(json.length).toBeLessThan(16_000);
});
