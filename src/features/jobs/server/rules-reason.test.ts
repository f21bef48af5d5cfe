import { expect, it } from "vitest";
import { reasonOf } from "./rules-reason";

it.each([
  ["connect ECONNREFUSED 127.0.0.1:5432", "connect ECONNREFUSED 127.0.0.1:5432"],
  ["cannot reach smtps://desk:hunter2@mail.example.org:465", "cannot reach smtps://…@mail.example.org:465"],
  ["refused: password=hunter2, user=desk", "refused: password=…, user=desk"],
  ['{"clientSecret":"hunter2"}', '{"clientSecret":…}'],
  ["Authorization: Bearer hunter2", "Authorization: …"],
  ["api_key: 'hunter2' is wrong", "api_key: … is wrong"],
])("%j reads %j", (message, reason) => {
  expect(reasonOf(message)).toBe(reason);
});

it("it is one line, of bounded length, in which nothing is hidden or reversed", () => {
  const reason = reasonOf(`one\ntwo\u202ethree\u001b[31m${"x".repeat(1_000)}`);
  expect(reason).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(reason.length).toBeLessThan(400);
});
