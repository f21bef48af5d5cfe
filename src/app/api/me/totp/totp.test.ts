import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PATCH as patchUser } from "@/app/api/admin/users/[id]/route";
import { POST as postToken } from "@/app/api/token/route";
import { recoveryCodesSchema, totpEnrolmentSchema } from "@/features/second-factors/schema";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { eventsAbout, PASSWORD, setUpAccounts } from "@/testing/accounts";
import { makeSession, type PersonOptions, type MadePerson } from "@/testing/factories";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { codeNow } from "@/testing/second-factors/totp";
import { POST as postCodes } from "./recovery-codes/route";
import { DELETE as deleteTotp, GET as getTotp, POST as postTotp } from "./route";

const accounts = setUpAccounts();

// Time stands still unless a test lets it pass: a code is good for its time step.
beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
afterEach(() => void vi.useRealTimers());

const letStepPass = (): unknown => vi.setSystemTime(Date.now() + 30_000);
const codeOf = ({ status, body }: ApiAnswer): unknown[] => [status, Reflect.get(Object(body), "code")];
const enrol = (actor: Actor, body: unknown = {}, headers: Record<string, string> = {}): Promise<ApiAnswer> =>
  callRoute(postTotp, { method: "POST", path: "/api/me/totp", as: actor, body, headers });
const status = async (actor: Actor): Promise<unknown> => (await callRoute(getTotp, { as: actor })).body;
const token = (person: MadePerson, more: Record<string, string> = {}): Promise<ApiAnswer> =>
  callRoute(postToken, {
    method: "POST",
    body: { email: person.email, password: PASSWORD, ...more },
    headers: { "x-helpejo-client-address": "192.0.2.7" },
  });
const secretOf = (answer: ApiAnswer): string => totpEnrolmentSchema.parse(answer.body).secret;
const codesOf = (answer: ApiAnswer): string[] => recoveryCodesSchema.parse(answer.body).recoveryCodes ?? [];

/** A person with a second factor, whose next code counts. */
async function withFactor(given: PersonOptions = {}): Promise<{
  person: MadePerson;
  actor: Actor;
  secret: string;
  codes: string[];
}> {
  const person = await accounts.makePerson(given);
  const actor = await makeSession(person);
  const secret = secretOf(await enrol(actor));
  const confirmed = await enrol(actor, { code: codeNow(secret) });
  expect(confirmed.status).toBe(200);
  letStepPass();
  return { person, actor, secret, codes: codesOf(confirmed) };
}

async function provenBefore(actor: Actor, minutes: number): Promise<void> {
  await pool().query("UPDATE sessions SET proven_at = now() - make_interval(mins => $2) WHERE id = $1", [
    actor.sessionId,
    minutes,
  ]);
}

describe("turning it on", () => {
  it("gives a secret as text, address and picture, and counts once a code of it was shown", async () => {
    const person = await accounts.makePerson();
    const actor = await makeSession(person);
    expect(await status(actor)).toMatchObject({ enabled: false, enabledAt: null, recoveryCodesLeft: 0 });
    const { secret, uri, qr } = totpEnrolmentSchema.parse((await enrol(actor)).body);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new URL(uri).searchParams.get("secret")).toBe(secret);
    expect(qr.size).toBeGreaterThanOrEqual(21);
    expect(qr.path).toMatch(/^(M\d+ \d+h\d+v1h-\d+z)+$/);
    expect((await token(person)).status).toBe(200);
    const wrong = await enrol(actor, { code: "000000" === codeNow(secret) ? "111111" : "000000" });
    expect(wrong.status).toBe(422);
    expect(Reflect.get(Object(wrong.body), "errors")).toMatchObject([{ path: "code" }]);
    expect((await token(person)).status).toBe(200);
    const codes = codesOf(await enrol(actor, { code: ` ${codeNow(secret).replace(/(...)/, "$1 ")}` }));
    expect(new Set(codes).size).toBe(10);
    expect(await status(actor)).toMatchObject({ enabled: true, recoveryCodesLeft: 10 });
    expect(codeOf(await token(person))).toEqual([401, "totp_required"]);
    expect(await eventsAbout(person.id)).toEqual([["account:changed", null]]);
  });

  it("keeps neither the secret nor a recovery code where the database alone could give it away", async () => {
    const { person, secret, codes } = await withFactor();
    const { rows } = await pool().query<{ row: string }>(
      `SELECT to_jsonb(f)::text AS row FROM totp_factors f WHERE person_id = $1
       UNION ALL SELECT to_jsonb(c)::text FROM recovery_codes c WHERE person_id = $1
       UNION ALL SELECT to_jsonb(k)::text FROM idempotency_keys k WHERE person_id = $1
       UNION ALL SELECT to_jsonb(a)::text FROM audit_entries a WHERE subject_id = $1
       UNION ALL SELECT to_jsonb(e)::text FROM events e WHERE subject_id = $1`,
      [person.id],
    );
    expect(rows.length).toBeGreaterThan(12);
    const kept = rows.map(({ row }) => row).join(" ");
    for (const hidden of [secret, ...codes, ...codes.map((code) => code.replaceAll("-", ""))]) {
      expect(kept).not.toContain(hidden);
    }
  });

  it("asks for the password again before a secret is given, new codes are made, or it is turned off", async () => {
    const { actor } = await withFactor();
    await provenBefore(actor, 31);
    const wanted = [403, "reauthentication_required"];
    expect(codeOf(await enrol(actor))).toEqual(wanted);
    expect(codeOf(await callRoute(postCodes, { method: "POST", as: actor }))).toEqual(wanted);
    expect(codeOf(await callRoute(deleteTotp, { method: "DELETE", as: actor }))).toEqual(wanted);
    expect(codeOf(await enrol(actor, { code: "123456" }))).toEqual([409, "conflict"]);
    expect(await status(actor)).toMatchObject({ enabled: true });
  });

  it("sent again by the same key gives the same secret, and no second set of recovery codes", async () => {
    const actor = await accounts.makeActor();
    const begin = () => enrol(actor, {}, { "idempotency-key": "begin" });
    const secret = secretOf(await begin());
    expect(secretOf(await begin())).toBe(secret);
    const confirm = () => enrol(actor, { code: codeNow(secret) }, { "idempotency-key": "confirm" });
    const codes = codesOf(await confirm());
    expect((await confirm()).body).toEqual({ recoveryCodes: null });
    const { rows } = await pool().query("SELECT response FROM idempotency_keys WHERE person_id = $1", [
      actor.id,
    ]);
    expect(JSON.stringify(rows)).not.toContain(codes[0]);
    expect(await status(actor)).toMatchObject({ recoveryCodesLeft: 10 });
  });

  it("for another app leaves the one of before in force until the new one has shown a code", async () => {
    const { person, actor, secret } = await withFactor();
    const next = secretOf(await enrol(actor));
    expect(codeOf(await token(person, { totp: codeNow(next) }))).toEqual([401, "totp_invalid"]);
    expect((await token(person, { totp: codeNow(secret) })).status).toBe(200);
    expect((await enrol(actor, { code: codeNow(next) })).status).toBe(200);
    letStepPass();
    expect(codeOf(await token(person, { totp: codeNow(secret) }))).toEqual([401, "totp_invalid"]);
    expect((await token(person, { totp: codeNow(next) })).status).toBe(200);
  });

  it("too late, or without having begun, is refused", async () => {
    const actor = await accounts.makeActor();
    expect(codeOf(await enrol(actor, { code: "123456" }))).toEqual([409, "conflict"]);
    const secret = secretOf(await enrol(actor));
    await pool().query("UPDATE totp_factors SET pending_until = now() WHERE person_id = $1", [actor.id]);
    expect(codeOf(await enrol(actor, { code: codeNow(secret) }))).toEqual([409, "conflict"]);
  });
});

describe("signing in with it", () => {
  it("takes a code of now, the step before or the step after, each once", async () => {
    const { person, secret } = await withFactor();
    letStepPass();
    for (const steps of [-1, 0, 1]) {
      const totp = codeNow(secret, steps);
      expect([steps, (await token(person, { totp })).status]).toEqual([steps, 200]);
      expect(codeOf(await token(person, { totp }))).toEqual([401, "totp_invalid"]);
    }
    expect(codeOf(await token(person, { totp: codeNow(secret, 2) }))).toEqual([401, "totp_invalid"]);
  });

  it("takes no code that is older than one taken before, nor the one that turned it on", async () => {
    const person = await accounts.makePerson();
    const actor = await makeSession(person);
    const secret = secretOf(await enrol(actor));
    const first = codeNow(secret);
    await enrol(actor, { code: first });
    expect(codeOf(await token(person, { totp: first }))).toEqual([401, "totp_invalid"]);
    letStepPass();
    expect((await token(person, { totp: codeNow(secret, 1) })).status).toBe(200);
    expect(codeOf(await token(person, { totp: codeNow(secret) }))).toEqual([401, "totp_invalid"]);
  });

  it("lets one in of ten who send the same code, or the same recovery code, at the same moment", async () => {
    for (const kind of ["code", "recovery code"]) {
      const { person, secret, codes } = await withFactor();
      const totp = kind === "code" ? codeNow(secret) : (codes[0] ?? "");
      const answers = await Promise.all(Array.from({ length: 10 }, () => token(person, { totp })));
      expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    }
  });

  it("takes each recovery code once, however it is typed, and tells its owner", async () => {
    const { person, actor, codes } = await withFactor();
    const [first = "", second = ""] = codes;
    expect((await token(person, { totp: first })).status).toBe(200);
    expect(codeOf(await token(person, { totp: first }))).toEqual([401, "totp_invalid"]);
    expect((await token(person, { totp: second.toLowerCase().replaceAll("-", " ") })).status).toBe(200);
    expect(await status(actor)).toMatchObject({ recoveryCodesLeft: 8 });
    const { rows } = await pool().query(
      "SELECT action FROM audit_entries WHERE subject_id = $1 AND action LIKE 'person.%' AND action <> 'person.signed_in_elsewhere' ORDER BY id",
      [person.id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      "person.second_factor_on",
      "person.recovery_code_used",
      "person.recovery_code_used",
    ]);
    const renewed = codesOf(await callRoute(postCodes, { method: "POST", as: actor }));
    expect(codeOf(await token(person, { totp: codes[2] ?? "" }))).toEqual([401, "totp_invalid"]);
    expect((await token(person, { totp: renewed[0] ?? "" })).status).toBe(200);
  });

  it("is shown to nobody who does not know the password: every answer is that of a wrong one", async () => {
    const { person, secret, codes } = await withFactor();
    const other = await accounts.makePerson();
    const bodies: string[] = [];
    for (const who of [person, other, { ...other, email: "nobody@example.org" }]) {
      for (const totp of [undefined, "000000", codeNow(secret), codes[0] ?? "", "x".repeat(40)]) {
        const answer = await callRoute(postToken, {
          method: "POST",
          // From ever new addresses, so that none is made to wait.
          headers: { "x-helpejo-client-address": `198.51.100.${bodies.length}` },
          body: { email: who.email, password: "not the password", ...(totp === undefined ? {} : { totp }) },
        });
        const shown = Object.entries(Object(answer.body)).filter(([name]) => name !== "requestId");
        bodies.push(JSON.stringify([answer.status, shown]));
      }
    }
    expect(bodies).toHaveLength(15);
    expect(new Set(bodies).size).toBe(1);
    expect(bodies[0]).toContain("invalid_credentials");
    // None of them was used up by it.
    expect((await tokenFrom("203.0.113.9", person, codeNow(secret))).status).toBe(200);
  });

  it("counts wrong codes like wrong passwords, and a right password alone takes none of them back", async () => {
    const { person, secret } = await withFactor();
    const wrong = codeNow(secret, 20);
    for (let tries = 0; tries < 4; tries += 1) {
      expect(codeOf(await token(person, { totp: wrong }))).toEqual([401, "totp_invalid"]);
      expect(codeOf(await token(person))).toEqual([401, "totp_required"]);
    }
    expect(codeOf(await token(person, { totp: wrong }))).toEqual([401, "totp_invalid"]);
    expect(codeOf(await token(person, { totp: codeNow(secret) }))).toEqual([429, "rate_limited"]);
    expect(codeOf(await token(person))).toEqual([429, "rate_limited"]);
  });

  it("asking for the code is no wrong try: people who sign in in two steps are never made to wait", async () => {
    const { person, secret } = await withFactor();
    for (let tries = 0; tries < 12; tries += 1) {
      expect(codeOf(await token(person))).toEqual([401, "totp_required"]);
    }
    expect((await token(person, { totp: codeNow(secret) })).status).toBe(200);
  });
});

describe("losing it", () => {
  it("turned off, the password alone opens the account, and no recovery code is left", async () => {
    const { person, actor } = await withFactor();
    expect((await callRoute(deleteTotp, { method: "DELETE", as: actor })).status).toBe(204);
    expect((await token(person)).status).toBe(200);
    expect(await status(actor)).toMatchObject({ enabled: false, enabledAt: null, recoveryCodesLeft: 0 });
    expect((await callRoute(deleteTotp, { method: "DELETE", as: actor })).status).toBe(204);
    expect(codeOf(await callRoute(postCodes, { method: "POST", as: actor }))).toEqual([409, "conflict"]);
    expect(await eventsAbout(person.id)).toHaveLength(2);
  });

  it("an admin takes it away, having shown their password, and can turn nobody's on", async () => {
    const { person } = await withFactor();
    const admin = await accounts.makeActor({ role: "admin" });
    const change = (secondFactor: boolean): Promise<ApiAnswer> =>
      callRoute(patchUser, { method: "PATCH", as: admin, params: { id: person.id }, body: { secondFactor } });
    expect((await change(true)).status).toBe(422);
    await provenBefore(admin, 31);
    expect(codeOf(await change(false))).toEqual([403, "reauthentication_required"]);
    expect(codeOf(await token(person))).toEqual([401, "totp_required"]);
    await provenBefore(admin, 0);
    expect((await change(false)).body).toMatchObject({ id: person.id, secondFactor: false });
    expect((await token(person)).status).toBe(200);
  });
});

function tokenFrom(address: string, person: MadePerson, totp: string): Promise<ApiAnswer> {
  return callRoute(postToken, {
    method: "POST",
    headers: { "x-helpejo-client-address": address },
    body: { email: person.email, password: PASSWORD, totp },
  });
}
