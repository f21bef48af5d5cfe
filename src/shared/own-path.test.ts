import { expect, it } from "vitest";
import { ownPath } from "./own-path";

it.each([
  [undefined, "/"],
  ["", "/"],
  ["/tickets/5?tab=files#last", "/tickets/5?tab=files#last"],
  ["https://evil.example/", "/"],
  ["//evil.example/x", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["tickets", "/"],
  ["http://localhost:3003/tickets", "/tickets"],
  ["http://localhost:3003.evil.example/tickets", "/"],
  ["/sign-in?callbackUrl=/sign-in", "/"],
  ["/api/auth/signout", "/"],
])("%j leads to %j", (wish, path) => {
  expect(ownPath(wish, ["http://localhost:3003"])).toBe(path);
});
