import { expect, it } from "vitest";
import { PATCH as patchSettings } from "@/app/api/admin/settings/route";
import { GET as getMe, PATCH as patchMe } from "@/app/api/me/route";
import { GET as getTickets } from "@/app/api/tickets/route";
import { totpEnrolmentSchema } from "@/features/second-factors/schema";
import { pool } from "@/server/database/database";
import type { Actor, Role } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { codeNow } from "@/testing/second-factors/totp";
import { until } from "@/testing/wait";
import { DELETE as deleteTotp, GET as getTotp, POST as postTotp } from "./route";

const desk = setUpDesk();
let made: MadeOrganisation | null = null;

// One organisation answers this host; each test asks for what it needs.
const organisation = async (): Promise<MadeOrganisation> => (made ??= await makeOrganisation());
const actorOf = async (role: Role): Promise<Actor> => makeActor(await organisation(), { role });
const ask = async (secondFactorRoles: Role[], secondFactorGraceDays: number): Promise<ApiAnswer> => {
  // Of an admin who has one: an admin who asks others for it is asked, too.
  const admin = await actorOf("admin");
  await pool().query(
    "INSERT INTO totp_factors (person_id, organisation_id, secret, confirmed_at) VALUES ($1, $2, 'x', now())",
    [admin.id, admin.organisationId],
  );
  const body = { secondFactorRoles, secondFactorGraceDays };
  return await callRoute(patchSettings, { method: "PATCH", as: admin, body });
};
const codeOf = ({ status, body }: ApiAnswer): unknown[] => [status, Reflect.get(Object(body), "code")];
const tickets = (actor: Actor): Promise<ApiAnswer> => callRoute(getTickets, { as: actor });
const totp = (actor: Actor, body: unknown): Promise<ApiAnswer> =>
  callRoute(postTotp, { method: "POST", as: actor, body });
const status = async (actor: Actor): Promise<ApiAnswer["body"]> =>
  (await callRoute(getTotp, { as: actor })).body;

async function turnOn(actor: Actor): Promise<void> {
  const { secret } = totpEnrolmentSchema.parse((await totp(actor, {})).body);
  expect((await totp(actor, { code: codeNow(secret) })).status).toBe(200);
}

/** As if it had been asked of this role, and the account begun, so many hours ago. */
async function since(actor: Actor, hours: number): Promise<void> {
  await pool().query(
    "UPDATE people SET created_at = least(created_at, now() - make_interval(hours => $2)) WHERE id = $1",
    [actor.id, hours],
  );
  await pool().query(
    `UPDATE organisations SET settings = jsonb_set(settings, '{secondFactorSince}', jsonb_build_object($2::text,
       to_char(now() AT TIME ZONE 'UTC' - make_interval(hours => $3), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) WHERE id = $1`,
    [actor.organisationId, actor.role, hours],
  );
}

it("within the days of grace all works, and the person is notified by when; of other roles nothing is asked", async () => {
  expect((await ask(["agent"], 7)).status).toBe(200);
  const [agent, viewer] = [await actorOf("agent"), await actorOf("viewer")];
  await since(agent, 6 * 24);
  expect((await tickets(agent)).status).toBe(200);
  const { required, dueAt } = Object(await status(agent));
  expect(required).toBe(true);
  expect((Date.parse(dueAt) - Date.now()) / 3_600_000).toBeCloseTo(24, 1);
  expect(await status(viewer)).toMatchObject({ required: false, dueAt: null });
});

it("afterwards a person is let in to turn it on, and for nothing else, until it is on", async () => {
  await ask(["agent"], 7);
  const agent = await actorOf("agent");
  await since(agent, 7 * 24 + 1);
  expect(codeOf(await tickets(agent))).toEqual([403, "second_factor_required"]);
  const rename = { method: "PATCH", as: agent, body: { name: "Another name" } };
  expect(codeOf(await callRoute(patchMe, rename))).toEqual([403, "second_factor_required"]);
  expect((await callRoute(getMe, { as: agent })).status).toBe(200);
  await turnOn(agent);
  expect((await tickets(agent)).status).toBe(200);
  expect((await callRoute(patchMe, rename)).status).toBe(200);
  await desk.connect(agent);
});

it("a person who is connected when the grace is over is notified and disconnected, and comes back once it is on", async () => {
  await ask(["agent"], 1);
  const agent = await actorOf("agent");
  await since(agent, 24);
  await pool().query(
    `UPDATE organisations SET settings = jsonb_set(settings, '{secondFactorSince,agent}',
       to_jsonb(to_char(now() AT TIME ZONE 'UTC' - interval '1 day' + interval '3 seconds', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) WHERE id = $1`,
    [agent.organisationId],
  );
  const client = await desk.connect(agent);
  await until("it was announced", () => client.received("session:ended") !== undefined);
  expect(client.received("session:ended")?.payload).toEqual({ reason: "second_factor_required" });
  await until("it is disconnected", () => !client.socket.connected);
  expect(codeOf(await tickets(agent))).toEqual([403, "second_factor_required"]);
  await turnOn(agent);
  await desk.connect(agent);
});

it("cannot be turned off by who has to have it, and can when it is asked of them no more", async () => {
  await ask(["agent"], 7);
  const agent = await actorOf("agent");
  await turnOn(agent);
  const off = () => callRoute(deleteTotp, { method: "DELETE", as: agent });
  expect(codeOf(await off())).toEqual([403, "second_factor_required"]);
  expect((await ask([], 7)).status).toBe(200);
  expect((await off()).status).toBe(204);
});

it("a role that is asked already keeps its time when another is added, and a new one begins now", async () => {
  await ask([], 7);
  const before = Object((await ask(["agent"], 7)).body).secondFactorSince;
  const after = Object((await ask(["agent", "admin"], 3)).body).secondFactorSince;
  expect(after.agent).toBe(before.agent);
  expect(Date.parse(after.admin)).toBeGreaterThan(Date.parse(before.agent));
  expect(Object((await ask(["admin"], 3)).body).secondFactorSince).toEqual({ admin: after.admin });
  expect((await ask(["guest"], 3)).status).toBe(422);
  await ask([], 14);
});
