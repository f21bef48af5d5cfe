import { afterEach, describe, expect, it } from "vitest";
import { answerAccountRequests } from "@/features/users/server/requests/job-account-requests";
import { credentialsOf, resolveSession } from "@/server/api/actor";
import { pool } from "@/server/database/database";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import { makeOrganisation, makeSession } from "@/testing/factories";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute, cookieOf } from "@/testing/http/requests";
import { mailsTo, setMailServer } from "@/testing/mail";
import { POST as token } from "../token/route";
import { POST as check } from "./check/route";
import { POST as reset } from "./route";

const accounts = setUpAccounts();
const NEW = "quite another long sentence";

afterEach(() => setMailServer(null));

const post = (body: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer> =>
  callRoute(reset, { method: "POST", path: "/api/password-reset", body, headers });

/** The token of the latest link that was mailed there. */
async function tokenFor(email: string): Promise<string> {
  await answerAccountRequests();
  const link = (await mailsTo(email)).filter(({ kind }) => kind === "passwordReset").at(-1)?.link ?? "";
  expect(link).toMatch(/^\/password-reset#token=[\w-]{32}$/);
  return link.slice(link.indexOf("=") + 1);
}

async function signIn(email: string, password: string): Promise<number> {
  return (await callRoute(token, { method: "POST", body: { email, password } })).status;
}

describe("asking for a new password", () => {
  it("is answered alike for every address, by the same statements, and mails those that have an account", async () => {
    const person = await accounts.makePerson({ email: "known@example.org" });
    await accounts.makePerson({ email: "gone@example.org", isDisabled: true });
    const answers = await Promise.all(
      ["known@example.org", "KNOWN@example.org", "unknown@example.org", "gone@example.org"].map((email) =>
        post({ email }),
      ),
    );
    expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(4).fill([202, null]));
    // Until it is answered, nothing but the same row a request: whether there is an account was not looked up.
    const { rows } = await pool().query("SELECT email FROM account_requests ORDER BY email");
    expect(rows.map(({ email }) => email)).toEqual([
      "gone@example.org",
      "known@example.org",
      "known@example.org",
      "unknown@example.org",
    ]);
    expect(await answerAccountRequests()).toBe(4);
    expect(await mailsTo("known@example.org")).toHaveLength(2);
    expect(await mailsTo("unknown@example.org")).toEqual([]);
    expect(await mailsTo("gone@example.org")).toEqual([]);
    expect((await pool().query("SELECT 1 FROM account_requests")).rows).toEqual([]);
    const { rows: audited } = await pool().query(
      "SELECT 1 FROM audit_entries WHERE action = 'person.password_reset_asked' AND subject_id = $1",
      [person.id],
    );
    expect(audited).toHaveLength(2);
  });

  it("is limited for an account without saying so, and for an address in words", async () => {
    await accounts.makePerson({ email: "often@example.org" });
    const answers: number[] = [];
    for (let count = 0; count < 9; count += 1) {
      answers.push((await post({ email: "often@example.org" })).status);
    }
    expect(answers).toEqual(Array(9).fill(202));
    await answerAccountRequests();
    expect(await mailsTo("often@example.org")).toHaveLength(5);
    for (let count = 0; count < 95; count += 1) {
      answers.push((await post({ email: "nobody@example.org" })).status);
    }
    expect(answers.slice(-5)).toEqual([202, 429, 429, 429, 429]);
  });

  it("takes an address, or a token with a password, and nothing between", async () => {
    for (const body of [{}, { token: "x" }, { password: NEW }, { email: "a@example.org", token: "x" }]) {
      expect((await post(body)).status).toBe(422);
    }
  });
});

describe("choosing a new password", () => {
  it("works once, ends every session, and says so by mail; the earlier password is no more", async () => {
    const person = await accounts.makePerson({ email: "ana@example.org" });
    const session = await makeSession(person);
    await post({ email: "ana@example.org" });
    const first = await tokenFor("ana@example.org");
    await post({ email: "ana@example.org" });
    const second = await tokenFor("ana@example.org");
    expect(await callRoute(check, { method: "POST", body: { token: first } })).toMatchObject({
      status: 200,
      body: { email: "ana@example.org" },
    });
    expect((await post({ token: first, password: NEW })).status).toBe(204);
    expect(await resolveSession(credentialsOf(new Headers({ cookie: await cookieOf(session) })))).toBeNull();
    expect(await signIn("ana@example.org", PASSWORD)).toBe(401);
    expect(await signIn("ana@example.org", NEW)).toBe(200);
    for (const used of [first, second, "x".repeat(32)]) {
      expect(await post({ token: used, password: NEW })).toMatchObject({
        status: 401,
        body: { code: "invalid_token" },
      });
    }
    expect((await mailsTo("ana@example.org")).at(-1)).toMatchObject({ kind: "passwordChanged", link: null });
    const { rows } = await pool().query<{ row: string }>(
      "SELECT a::text AS row FROM audit_entries a WHERE subject_id = $1 AND action = 'person.password_reset'",
      [person.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(first);
  });

  it("of two that come together with one link, one has an effect", async () => {
    await accounts.makePerson({ email: "twice@example.org" });
    await post({ email: "twice@example.org" });
    const given = await tokenFor("twice@example.org");
    const both = await Promise.all(
      [NEW, `${NEW} indeed`].map((password) => post({ token: given, password })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([204, 401]);
  });

  it("does not work after an hour, in another organisation, or with a weak password", async () => {
    await accounts.makePerson({ email: "late@example.org" });
    await makeOrganisation({ host: "other.example" });
    await post({ email: "late@example.org" });
    const given = await tokenFor("late@example.org");
    expect((await post({ token: given, password: "1234567890" })).status).toBe(422);
    expect((await post({ token: given, password: NEW }, { host: "other.example" })).status).toBe(401);
    await pool().query("UPDATE secret_tokens SET expires_at = now() WHERE kind = 'reset'");
    expect((await post({ token: given, password: NEW })).status).toBe(401);
    expect(await signIn("late@example.org", PASSWORD)).toBe(200);
  });

  it("leaves the second factor as it is", async () => {
    const person = await accounts.makePerson({ email: "two@example.org" });
    await pool().query(
      "INSERT INTO totp_factors (person_id, organisation_id, secret, confirmed_at) VALUES ($1, $2, 'sealed', now())",
      [person.id, accounts.organisation.id],
    );
    await post({ email: "two@example.org" });
    expect((await post({ token: await tokenFor("two@example.org"), password: NEW })).status).toBe(204);
    const answer = await callRoute(token, {
      method: "POST",
      body: { email: "two@example.org", password: NEW },
    });
    expect(answer).toMatchObject({ status: 401, body: { code: "totp_required" } });
  });

  it("proves the address: what was filed for it becomes theirs", async () => {
    const person = await accounts.makePerson({ email: "claimed@example.org" });
    await pool().query("UPDATE people SET email_confirmed_at = NULL WHERE id = $1", [person.id]);
    await post({ email: "claimed@example.org" });
    expect((await post({ token: await tokenFor("claimed@example.org"), password: NEW })).status).toBe(204);
    const { rows } = await pool().query("SELECT email_confirmed_at FROM people WHERE id = $1", [person.id]);
    expect(rows[0]?.["email_confirmed_at"]).not.toBeNull();
  });
});
