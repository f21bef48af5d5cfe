import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { GET as listUsers } from "@/app/api/admin/users/route";
import { PATCH as changeMe } from "@/app/api/me/route";
import { POST as token } from "@/app/api/token/route";
import { auditEntrySchema } from "@/features/audit/schema";
import { flushTallies, tally } from "@/server/audit/tally";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import { makeActor, makeOrganisation, type MadePerson } from "@/testing/factories";
import { callRoute, cookieOf } from "@/testing/http/requests";
import { GET } from "./route";

const accounts = setUpAccounts();

const FROM = { "x-helpejo-client-address": "192.0.2.9", "user-agent": "a client\u001b[2J" };
let admin: Actor;
let person: MadePerson;

beforeAll(async () => {
  admin = await makeActor(accounts.organisation, { role: "admin" });
  person = await accounts.makePerson();
});
async function audit(query: string): Promise<z.infer<typeof auditEntrySchema>[]> {
  const { status, body } = await callRoute(GET, { as: admin, path: `/api/admin/audit?${query}` });
  expect(status).toBe(200);
  return z.object({ items: z.array(auditEntrySchema) }).parse(body).items;
}

const signIn = (email: string, password: string) =>
  callRoute(token, { method: "POST", body: { email, password }, headers: FROM });

it("lists who signed in, who failed and who was rate limited, from where, and never the password", async () => {
  await signIn(person.email, PASSWORD);
  for (let count = 0; count < 7; count += 1) {
    await signIn(person.email, "my secret attempt");
  }
  const entries = await audit(`kind=sign_in&person=${person.id}`);
  const tries = entries.map(({ action, count, address, userAgent }) => ({
    action,
    count,
    address,
    userAgent,
  }));
  const from = { address: "192.0.2.9", userAgent: "a client\\u{1b}[2J" };
  expect(tries.sort((one, other) => one.action.localeCompare(other.action))).toEqual([
    { action: "sign_in.failed", count: 5, ...from },
    { action: "sign_in.limited", count: 2, ...from },
    { action: "sign_in.succeeded", count: 1, ...from },
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/secret attempt|horse/);
});

it("shows the e-mail that was typed without signing in on one line, short, and no password from the wrong field", async () => {
  await signIn(`x\u202e\u0007@${"y".repeat(200)}`, "whatever it may be");
  await signIn("my very own password", "whatever it may be");
  const emails = (await audit("action=sign_in.failed")).map((entry) => String(entry.data["email"]));
  expect(emails).toContain("(no e-mail address)");
  const strange = emails.find((email) => email.startsWith("x"));
  expect(strange).toMatch(/^x\\u\{202e\}\\u\{7\}@y+…$/);
  expect(strange?.length).toBeLessThan(150);
});

it("lists what was refused in the admin area and by origin, with the person", async () => {
  const agent = await makeActor(accounts.organisation, { role: "agent" });
  await callRoute(listUsers, { as: agent, path: "/api/admin/users?q=secret", headers: FROM });
  await callRoute(changeMe, {
    method: "PATCH",
    path: "/api/me",
    body: { name: "Moved" },
    headers: { ...FROM, cookie: await cookieOf(agent), origin: "https://evil.example" },
  });
  const entries = await audit(`kind=refused&person=${agent.id}`);
  expect(entries.map(({ action, data, actor }) => ({ action, data, actor: actor?.id }))).toEqual([
    {
      action: "refused.bad_origin",
      data: { request: "PATCH /api/me", origin: "https://evil.example" },
      actor: agent.id,
    },
    { action: "refused.forbidden", data: { request: "GET /api/admin/users" }, actor: agent.id },
  ]);
});

it("begins where it is asked to", async () => {
  await pool().query(
    "INSERT INTO audit_entries (id, organisation_id, action, at) VALUES (gen_random_uuid(), $1, 'person.created', '2020-01-01')",
    [accounts.organisation.id],
  );
  expect(await audit("kind=person")).toHaveLength(1);
  expect(await audit("kind=person&since=2020-01-01T00:00:01%2B00:00")).toHaveLength(0);
  expect((await callRoute(GET, { as: admin, path: "/api/admin/audit?since=yesterday" })).status).toBe(422);
});

it("cannot be filled: of very many attempts the first have entries, the rest is counted in one", async () => {
  const flooded = await makeOrganisation();
  for (let count = 0; count < 2_000; count += 1) {
    tally({
      organisationId: flooded.id,
      actorId: null,
      action: "sign_in.failed",
      data: { email: `${count}@example.org` },
      address: `203.0.113.${count % 250}`,
      userAgent: null,
    });
  }
  await flushTallies();
  const { rows } = await pool().query<{ count: number; data: { more?: string } }>(
    "SELECT count, data FROM audit_entries WHERE organisation_id = $1 ORDER BY count DESC",
    [flooded.id],
  );
  expect(rows).toHaveLength(301);
  expect(rows[0]).toEqual({ count: 1_700, data: { more: "a flood" } });
});
