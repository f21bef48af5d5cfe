import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { pool } from "@/server/database/database";
import { makeOrganisation, makePerson, type MadeOrganisation } from "@/testing/factories";
import type { ProviderBrowser } from "@/testing/providers/provider-browser";
import { setUpProviderDesk } from "@/testing/providers/setup";
import { codeNow } from "@/testing/second-factors/totp";

// An organisation asks agents for a second factor, and people come in by its provider.

const { desk, provider, browser, withSettings } = setUpProviderDesk();
let organisation: MadeOrganisation;
let count = 0;

beforeAll(async () => {
  organisation = await makeOrganisation();
  await makePerson(organisation, { role: "admin", passwordHash: "not a hash" });
});
beforeEach(() => ask({ secondFactorRoles: ["agent"], secondFactorGraceDays: 0 }));
afterEach(() => ask({}));

const ask = (settings: object) =>
  pool().query("UPDATE organisations SET settings = $2 WHERE id = $1", [
    organisation.id,
    JSON.stringify(settings),
  ]);

/** An agent who has just come in by the provider, of whom it says this. */
async function comeIn(claims: Record<string, unknown> = {}): Promise<ProviderBrowser> {
  const sub = `factor-${++count}`;
  provider().people.set(sub, { name: `Agent ${count}`, roles: ["it-staff"], ...claims });
  provider().signsIn = sub;
  const here = browser();
  await here.signIn();
  return here;
}

async function send(here: ProviderBrowser, method: string, path: string, body?: unknown) {
  const response = await here.ask(`${desk.url()}${path}`, {
    method,
    headers: { origin: "http://localhost:3003", "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : z.looseObject({}).parse(JSON.parse(text)) };
}

const tickets = async (here: ProviderBrowser): Promise<unknown[]> => {
  const { status, body } = await send(here, "GET", "/api/tickets");
  return status === 200 ? [200] : [status, body?.["code"]];
};
const REFUSED = [403, "second_factor_required"];

it("a person whom the provider lets in without one turns one on here, unless an admin believes what it says", async () => {
  expect(await tickets(await comeIn())).toEqual(REFUSED);
  expect(await tickets(await comeIn({ amr: ["pwd", "mfa"] }))).toEqual(REFUSED);
  await withSettings({ OIDC_SECOND_FACTOR: "mfa, urn:example:gold" }, async () => {
    expect(await tickets(await comeIn({ amr: ["pwd", "mfa"] }))).toEqual([200]);
    expect(await tickets(await comeIn({ amr: ["pwd"] }))).toEqual(REFUSED);
    expect(await tickets(await comeIn({ amr: "mfa-not" }))).toEqual(REFUSED);
  });
  await withSettings({ OIDC_SECOND_FACTOR: "*" }, async () => {
    expect(await tickets(await comeIn())).toEqual([200]);
  });
  // Roles of which nobody asks it need none.
  expect(await tickets(await comeIn({ roles: ["others"] }))).toEqual([200]);
});

it("a person who has one shows it in each session: until then they can neither go on nor make another; a code counts once, a wrong one not at all", async () => {
  const here = await comeIn();
  const enrolment = await send(here, "POST", "/api/me/totp", {});
  const secret = z.string().parse(enrolment.body?.["secret"]);
  const confirmed = await send(here, "POST", "/api/me/totp", { code: codeNow(secret) });
  const codes = z.array(z.string()).parse(confirmed.body?.["recoveryCodes"]);
  // The session in which it was turned on has shown it.
  expect(await tickets(here)).toEqual([200]);
  const later = browser();
  await later.signIn();
  expect(await tickets(later)).toEqual(REFUSED);
  expect((await send(later, "GET", "/api/me")).status).toBe(200);
  for (const [method, path] of [
    ["POST", "/api/me/totp"],
    ["DELETE", "/api/me/totp"],
    ["POST", "/api/me/passkeys"],
    ["POST", "/api/me/tokens"],
  ] as const) {
    const given = await send(later, method, path, method === "POST" ? {} : undefined);
    expect([given.status, given.body?.["code"]], `${method} ${path}`).toEqual(REFUSED);
  }
  const show = async (totp: string | undefined) =>
    (await send(later, "POST", "/api/me/reauthenticate", { totp })).status;
  expect(await show("000000")).toBe(422);
  expect(await show(undefined)).toBe(422);
  expect(await tickets(later)).toEqual(REFUSED);
  expect(await show(codes[0])).toBe(204);
  expect(await tickets(later)).toEqual([200]);
  // What was shown is worth no more than what there is: without a factor one has to be made again.
  await pool().query("UPDATE totp_factors SET confirmed_at = NULL");
  expect(await tickets(later)).toEqual(REFUSED);
  await pool().query("UPDATE totp_factors SET confirmed_at = now()");
  expect(await tickets(later)).toEqual([200]);
  const third = browser();
  await third.signIn();
  expect((await send(third, "POST", "/api/me/reauthenticate", { totp: codes[0] })).status).toBe(422);
  expect(await tickets(third)).toEqual(REFUSED);
});

it("a code shows the factor and not who it is: what needs that is still asked for", async () => {
  await ask({});
  const here = await comeIn();
  const secret = z.string().parse((await send(here, "POST", "/api/me/totp", {})).body?.["secret"]);
  const confirmed = await send(here, "POST", "/api/me/totp", { code: codeNow(secret) });
  const [code] = z.array(z.string()).parse(confirmed.body?.["recoveryCodes"]);
  await pool().query("UPDATE sessions SET proven_at = now() - interval '2 hours'");
  expect((await send(here, "POST", "/api/me/reauthenticate", { totp: code })).status).toBe(204);
  const { status, body } = await send(here, "DELETE", "/api/me/sessions");
  expect([status, body?.["code"]]).toEqual([403, "reauthentication_required"]);
});

it("guesses at codes in a session are limited as passwords are", async () => {
  const here = await comeIn();
  const secret = z.string().parse((await send(here, "POST", "/api/me/totp", {})).body?.["secret"]);
  await send(here, "POST", "/api/me/totp", { code: codeNow(secret) });
  const later = browser();
  await later.signIn();
  const statuses = [];
  for (let tries = 0; tries < 6; tries += 1) {
    statuses.push((await send(later, "POST", "/api/me/reauthenticate", { totp: "ABCDEFGHJKMNPQRS" })).status);
  }
  expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
});
