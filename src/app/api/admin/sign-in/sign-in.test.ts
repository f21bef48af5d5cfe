import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { GET } from "@/app/api/admin/sign-in/route";
import { DELETE, PUT } from "@/app/api/admin/sign-in/directory/route";
import { POST as tryOut } from "@/app/api/admin/sign-in/directory/test/route";
import { PUT as putProvider } from "@/app/api/admin/sign-in/provider/route";
import { POST as tryProvider } from "@/app/api/admin/sign-in/provider/test/route";
import { POST as postToken } from "@/app/api/token/route";
import { directoryStepsSchema, providerStepsSchema, waysInSchema } from "@/features/ways-in/schema";
import { providerSettings } from "@/features/providers/server/read-settings";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "@/testing/accounts";
import { callRoute } from "@/testing/http/requests";
import {
  BASE_DN,
  personLdif,
  SERVICE,
  startDirectory,
  type DirectoryServer,
} from "@/testing/processes/directory";

const accounts = setUpAccounts();
const THEIRS = "a password of the directory";

let server: DirectoryServer;
let admin: Actor;
beforeAll(async () => {
  server = await startDirectory(personLdif("jo", { password: THEIRS, mail: "jo@dir.example" }));
});
afterAll(() => server.stop());
beforeEach(async () => {
  await pool().query("UPDATE people SET disabled_at = now() WHERE role = 'admin'");
  await pool().query("DELETE FROM sealed_settings");
  admin = await accounts.makeActor({ role: "admin" });
});

const form = (given: Record<string, unknown> = {}) => {
  const { url, baseDn, bindDn, bindPassword, certificate } = server.settings();
  return { url, baseDn, bindDn, bindPassword, certificate, ...given };
};
const put = (body: unknown) => callRoute(PUT, { method: "PUT", as: admin, body });
const stored = async (): Promise<string> =>
  JSON.stringify((await pool().query("SELECT * FROM sealed_settings")).rows) +
  JSON.stringify((await pool().query("SELECT data FROM audit_entries")).rows);

it("what is set counts at the next sign-in, is kept sealed, and no answer and no entry of the audit holds the password", async () => {
  expect(waysInSchema.parse((await callRoute(GET, { as: admin })).body).directory).toMatchObject({
    source: "none",
    settings: null,
  });
  const answer = await put(form({ roleMap: "it-staff=agent" }));
  expect(answer.status).toBe(200);
  const ways = waysInSchema.parse(answer.body);
  expect(ways.directory).toMatchObject({ source: "page", settings: { hasBindPassword: true } });
  expect(ways.password.admins).toBe(1);
  const signIn = await callRoute(postToken, { method: "POST", body: { email: "jo", password: THEIRS } });
  expect(signIn.status).toBe(200);
  expect(JSON.stringify(answer.body)).not.toContain(SERVICE.password);
  expect(await stored()).not.toContain(SERVICE.password);
  expect(await stored()).toContain(server.settings().url);
  expect((await callRoute(DELETE, { method: "DELETE", as: admin })).status).toBe(200);
  expect(
    (await callRoute(postToken, { method: "POST", body: { email: "jo", password: THEIRS } })).status,
  ).toBe(401);
});

it("a password that is not given again stays, but goes to no other place and by no other name", async () => {
  await put(form());
  expect((await put(form({ bindPassword: undefined, roleMap: "it-staff=agent" }))).status).toBe(200);
  for (const other of [
    { url: "ldaps://elsewhere.example" },
    { bindDn: `cn=other,${BASE_DN}` },
    { certificate: null },
  ]) {
    const refused = await put(form({ bindPassword: undefined, ...other }));
    expect([refused.status, refused.body]).toMatchObject([422, { errors: [{ path: "bindPassword" }] }]);
    const tried = await callRoute(tryOut, {
      method: "POST",
      as: admin,
      body: { login: "jo", settings: form({ bindPassword: undefined, ...other }) },
    });
    expect(tried.status).toBe(422);
  }
});

it.each([
  ["url", { url: "http://ldap.example" }],
  ["baseDn", { baseDn: "nowhere" }],
  ["userFilter", { userFilter: "(uid=jo)" }],
  ["roleMap", { roleMap: "it-staff=boss" }],
  ["certificate", { certificate: "none" }],
  ["isPlain", { isPlain: true, url: "ldap://ldap.example" }],
  ["isPlain", { isPlain: true }],
  ["bindDn", { bindDn: null }],
])("a wrong %s is refused at its field", async (path, given) => {
  const answer = await put(form(given));
  expect([answer.status, answer.body]).toMatchObject([422, { errors: [{ path }] }]);
});

it("nothing is set while no admin has a password here: nobody could set it right", async () => {
  await pool().query("UPDATE people SET password_hash = NULL WHERE id = $1", [admin.id]);
  expect((await put(form())).body).toMatchObject({ status: 409, code: "last_admin" });
  expect((await callRoute(DELETE, { method: "DELETE", as: admin })).status).toBe(409);
});

it("it takes a password shown lately", async () => {
  await pool().query("UPDATE sessions SET proven_at = now() - interval '1 hour' WHERE id = $1", [
    admin.sessionId,
  ]);
  expect((await put(form())).body).toMatchObject({ code: "reauthentication_required" });
});

it("a try says what each step came to, in its reader's language, lets nobody in and keeps nothing", async () => {
  const ask = async (body: object, language = "en") => {
    const headers = { "accept-language": language };
    const answer = await callRoute(tryOut, { method: "POST", as: admin, body, headers });
    const { steps } = directoryStepsSchema.parse(answer.body);
    return { steps, outcomes: steps.map(({ name, outcome }) => `${name} ${outcome}`) };
  };
  const people = async () => (await pool().query("SELECT id, last_seen_at FROM people ORDER BY id")).rows;
  const before = await people();
  const wrong = await ask({ login: "jo", password: "a guess", settings: form() });
  expect(wrong.outcomes).toEqual([
    "connect fine",
    "tls fine",
    "bind fine",
    "search fine",
    "person fine",
    "password failed",
    "groups skipped",
    "role skipped",
  ]);
  const fine = await ask(
    { login: "jo", password: THEIRS, settings: form({ roleMap: "it-staff=agent" }) },
    "de",
  );
  expect(fine.outcomes.filter((one) => !one.endsWith("fine"))).toEqual([]);
  expect(fine.steps.at(-1)?.detail).toBe("Die Rolle ist Benutzer.");
  const away = await ask({ login: "jo", settings: form({ url: "ldaps://localhost:1" }) });
  expect(away.outcomes.slice(0, 2)).toEqual(["connect failed", "tls skipped"]);
  const strange = await ask({ login: "jo", settings: form({ certificate: null }) });
  expect(strange.outcomes.slice(0, 3)).toEqual(["connect fine", "tls failed", "bind skipped"]);
  expect(await people()).toEqual(before);
  expect((await pool().query("SELECT 1 FROM sealed_settings")).rows).toEqual([]);
});

it("a provider is set the same way, its secret sealed, and counts at once", async () => {
  const provider = { issuer: "http://127.0.0.1:1", clientId: "helpejo", clientSecret: "their very secret" };
  const set = (body: unknown) => callRoute(putProvider, { method: "PUT", as: admin, body });
  const answer = await set({ ...provider, roleMap: "it-admins=admin" });
  expect(waysInSchema.parse(answer.body).provider).toMatchObject({
    source: "page",
    settings: { roleMap: "it-admins=admin", audience: "helpejo" },
  });
  expect(JSON.stringify(answer.body) + (await stored())).not.toContain(provider.clientSecret);
  expect(await providerSettings(accounts.organisation.id)).toMatchObject({
    clientSecret: provider.clientSecret,
  });
  const other = await set({ issuer: "https://elsewhere.example", clientId: "helpejo" });
  expect([other.status, other.body]).toMatchObject([422, { errors: [{ path: "clientSecret" }] }]);
  expect((await set({ ...provider, issuer: "ftp://x" })).body).toMatchObject({
    errors: [{ path: "issuer" }],
  });
  expect((await set({ ...provider, roleMap: "x=boss" })).body).toMatchObject({
    errors: [{ path: "roleMap" }],
  });
  const tried = await callRoute(tryProvider, { method: "POST", as: admin, body: {} });
  expect(providerStepsSchema.parse(tried.body).steps[0]).toMatchObject({
    name: "discovery",
    outcome: "failed",
  });
});

it("what cannot be opened says so, and can be set again", async () => {
  await put(form());
  await pool().query("UPDATE sealed_settings SET sealed = '1.none.AAAA'");
  expect(waysInSchema.parse((await callRoute(GET, { as: admin })).body).directory).toMatchObject({
    isReadable: false,
    source: "none",
  });
  expect((await put(form())).status).toBe(200);
});
