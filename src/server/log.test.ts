import pino from "pino";
import { expect, it } from "vitest";
import { readable, redaction } from "./log";

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

it("writes one readable line, and the stack of an error below", () => {
  expect(logged({ port: 3003 })).toMatch(/^\d\d:\d\d:\d\d info {2}it happened port=3003\n$/);
  expect(logged({ err: new Error("broken") })).toMatch(/it happened\nError: broken\n +at /);
});
