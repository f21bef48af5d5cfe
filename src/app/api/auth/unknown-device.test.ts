import { expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import type { MadePerson } from "@/testing/factories";
import { CookieJar, signIn } from "@/testing/http/browser-jar";
import { callRoute } from "@/testing/http/requests";
import { mailsTo } from "@/testing/mail";
import { PUT as putPassword } from "../me/password/route";
import { POST as tokenRoute } from "../token/route";
import { makeSession } from "@/testing/factories";

const accounts = setUpAccounts();
const ELSEWHERE = { "x-helpejo-client-address": "203.0.113.9", "user-agent": "Another/1.0 <b>" };

const token = (person: MadePerson, headers: Record<string, string>) =>
  callRoute(tokenRoute, { method: "POST", body: { email: person.email, password: PASSWORD }, headers });

/** What the person was notified of in their tabs, and by mail. */
async function toldTo(person: MadePerson): Promise<{ events: unknown[]; mails: string[] }> {
  const { rows } = await pool().query<{ change: string }>(
    "SELECT data->>'change' AS change FROM events WHERE type = 'account:changed' AND subject_id = $1 ORDER BY id",
    [person.id],
  );
  const mails = await mailsTo(person.email);
  return { events: rows.map(({ change }) => change), mails: mails.map(({ subject }) => subject) };
}

const NEW_DEVICE = /^Somebody signed in to your account at .+ from a new device$/;

it("a first sign-in, one more from there, and one by a known browser are announced to nobody", async () => {
  const person = await accounts.makePerson();
  const jar = new CookieJar();
  expect((await signIn(jar, person.email, PASSWORD)).status).toBe(200);
  expect((await signIn(new CookieJar(), person.email, PASSWORD)).status).toBe(200);
  // The same browser, by its cookie, from another network and after an update.
  expect((await signIn(jar, person.email, PASSWORD, {}, ELSEWHERE)).status).toBe(200);
  expect(await toldTo(person)).toEqual({ events: [], mails: [] });
});

it("a sign-in by another browser, or by a program, is announced to its owner in their tabs and by mail, with where it came from", async () => {
  const person = await accounts.makePerson();
  expect((await signIn(new CookieJar(), person.email, PASSWORD)).status).toBe(200);
  expect((await signIn(new CookieJar(), person.email, PASSWORD, {}, ELSEWHERE)).status).toBe(200);
  expect(
    (await token(person, { "x-helpejo-client-address": "203.0.113.10", "user-agent": "curl/8" })).status,
  ).toBe(200);
  expect(
    (await token(person, { "x-helpejo-client-address": "203.0.113.10", "user-agent": "curl/8" })).status,
  ).toBe(200);
  expect(await toldTo(person)).toEqual({
    events: ["signed_in_elsewhere", "signed_in_elsewhere"],
    mails: [expect.stringMatching(NEW_DEVICE), expect.stringMatching(NEW_DEVICE)],
  });
  const [mail] = await mailsTo(person.email);
  expect(mail?.text).toContain("From the address 203.0.113.9, by: Another/1.0 <b>");
  expect(mail?.link).toBe("/account");
});

it("nobody is notified of a sign-in that failed, nor anybody of a demo by mail", async () => {
  const person = await accounts.makePerson();
  expect((await signIn(new CookieJar(), person.email, PASSWORD)).status).toBe(200);
  expect((await signIn(new CookieJar(), person.email, "wrong password", {}, ELSEWHERE)).status).toBe(401);
  expect(await toldTo(person)).toEqual({ events: [], mails: [] });
});

it("a changed password is announced to its owner by mail, without the password", async () => {
  const person = await accounts.makePerson();
  const body = { current: PASSWORD, password: "another sentence to keep" };
  const changed = await callRoute(putPassword, { method: "PUT", as: await makeSession(person), body });
  expect(changed.status).toBe(204);
  const { events, mails } = await toldTo(person);
  expect([events, mails]).toEqual([
    ["password_changed"],
    [expect.stringMatching(/^The password of your account at .+ was changed$/)],
  ]);
  expect(JSON.stringify(await mailsTo(person.email))).not.toContain(body.password);
});
