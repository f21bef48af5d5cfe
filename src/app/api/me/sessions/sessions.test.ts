import { describe, expect, it } from "vitest";
import { PATCH as patchSettings } from "@/app/api/admin/settings/route";
import { DELETE as endAnybodys } from "@/app/api/admin/sessions/[id]/route";
import { POST as createUser } from "@/app/api/admin/users/route";
import { PATCH as patchUser } from "@/app/api/admin/users/[id]/route";
import { GET as getMe } from "@/app/api/me/route";
import { PUT as putPassword } from "@/app/api/me/password/route";
import { POST as reauthenticate } from "@/app/api/me/reauthenticate/route";
import { POST as postToken } from "@/app/api/token/route";
import { pool } from "@/server/database/database";
import type { Actor, OrganisationId, Role } from "@/shared/roles";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import { makeOrganisation, makePerson, makeSession } from "@/testing/factories";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute, cookieOf } from "@/testing/http/requests";
import { DELETE as endOne } from "./[id]/route";
import { DELETE as endOthers, GET as listSessions } from "./route";

const accounts = setUpAccounts();

const make = async (role: Role = "agent"): Promise<Actor> => await accounts.makeActor({ role });

/** Sets the session's last password check to so many minutes ago. */
async function provenBefore(actor: Actor, minutes: number): Promise<void> {
  await pool().query(
    "UPDATE sessions SET proven_at = now() - make_interval(mins => $2), created_at = now() - make_interval(mins => $2) WHERE id = $1",
    [actor.sessionId, minutes],
  );
}

const show = (actor: Actor, password: string): Promise<ApiAnswer> =>
  callRoute(reauthenticate, { method: "POST", as: actor, body: { password } });
const endMyOthers = (actor: Actor): Promise<ApiAnswer> =>
  callRoute(endOthers, { method: "DELETE", as: actor });
const codeOf = ({ status, body }: ApiAnswer): unknown[] => [status, Reflect.get(Object(body), "code")];
const NEEDS_PROOF = [403, "reauthentication_required"];

describe("a password that was checked long ago", () => {
  it("is asked for again before sessions are ended, and not for half an hour after a sign-in or a check", async () => {
    const actor = await make();
    const other = await makeSession({ ...actor, email: "" });
    await provenBefore(actor, 29);
    expect((await endMyOthers(actor)).status).toBe(204);
    await provenBefore(actor, 31);
    expect(codeOf(await endMyOthers(actor))).toEqual(NEEDS_PROOF);
    const one = { method: "DELETE", as: actor, params: { id: other.sessionId } };
    expect(codeOf(await callRoute(endOne, one))).toEqual(NEEDS_PROOF);
    expect((await show(actor, PASSWORD)).status).toBe(204);
    expect((await endMyOthers(actor)).status).toBe(204);
    const { rows } = await pool().query(
      "SELECT action FROM audit_entries WHERE actor_id = $1 AND action = 'session.reauthenticated'",
      [actor.id],
    );
    expect(rows).toHaveLength(1);
  });

  it("is not asked for to end the caller's own session, which is a sign-out", async () => {
    const actor = await make();
    await provenBefore(actor, 600);
    const own = { method: "DELETE", as: actor, params: { id: actor.sessionId } };
    expect((await callRoute(endOne, own)).status).toBe(204);
  });

  it("counts from the beginning of a session of before it was kept", async () => {
    const actor = await make();
    await pool().query(
      "UPDATE sessions SET proven_at = NULL, created_at = now() - interval '1 hour' WHERE id = $1",
      [actor.sessionId],
    );
    expect(codeOf(await endMyOthers(actor))).toEqual(NEEDS_PROOF);
  });

  it("is asked of admins who end another person's session, make an admin or shorten all sessions, and never to disable a person", async () => {
    const admin = await make("admin");
    const victim = await make();
    await provenBefore(admin, 31);
    const end = { method: "DELETE", as: admin, params: { id: victim.sessionId } };
    expect(codeOf(await callRoute(endAnybodys, end))).toEqual(NEEDS_PROOF);
    const change = (body: unknown): Promise<ApiAnswer> =>
      callRoute(patchUser, { method: "PATCH", as: admin, params: { id: victim.id }, body });
    expect(codeOf(await change({ role: "admin" }))).toEqual(NEEDS_PROOF);
    const newcomer = { name: "Ada", email: "ada@example.org", role: "admin" };
    expect(codeOf(await callRoute(createUser, { method: "POST", as: admin, body: newcomer }))).toEqual(
      NEEDS_PROOF,
    );
    const settings = { method: "PATCH", as: admin, body: { sessionDays: 1 } };
    expect(codeOf(await callRoute(patchSettings, settings))).toEqual(NEEDS_PROOF);
    const idle = { ...settings, body: { sessionIdleDays: 1 } };
    expect(codeOf(await callRoute(patchSettings, idle))).toEqual(NEEDS_PROOF);
    expect((await change({ role: "user" })).status).toBe(200);
    expect((await change({ disabled: true })).status).toBe(200);
    expect((await show(admin, PASSWORD)).status).toBe(204);
    expect((await change({ role: "admin", disabled: false })).status).toBe(200);
  });

  it("is not asked of a person who may not do it anyway", async () => {
    const agent = await make();
    await provenBefore(agent, 31);
    const end = { method: "DELETE", as: agent, params: { id: agent.sessionId } };
    expect(codeOf(await callRoute(endAnybodys, end))).toEqual([403, "forbidden"]);
  });

  it("counts as checked when it is changed", async () => {
    const actor = await make();
    await provenBefore(actor, 600);
    const body = { current: PASSWORD, password: "another sentence to keep" };
    expect((await callRoute(putPassword, { method: "PUT", as: actor, body })).status).toBe(204);
    expect((await endMyOthers(actor)).status).toBe(204);
  });

  it("wrong again and again, is refused at the field and then for a while, without signing anybody out", async () => {
    const actor = await make();
    await provenBefore(actor, 31);
    const wrong = await show(actor, "not the password");
    expect([...codeOf(wrong), Reflect.get(Object(wrong.body), "errors")]).toEqual([
      422,
      "invalid",
      [{ path: "password", message: "This is not your password. Please check it and try again." }],
    ]);
    for (let tries = 1; tries < 5; tries += 1) {
      await show(actor, "not the password");
    }
    expect(codeOf(await show(actor, PASSWORD))).toEqual([429, "rate_limited"]);
    expect(codeOf(await endMyOthers(actor))).toEqual(NEEDS_PROOF);
    expect((await callRoute(getMe, { as: actor })).status).toBe(200);
  });
});

describe("the end of a session", () => {
  it("is 90 days after it began, however much it is used, and shown with the sessions", async () => {
    const actor = await make();
    await pool().query(
      `UPDATE sessions SET created_at = now() - interval '80 days', last_seen_at = now() - interval '1 day',
         expires_at = now() + interval '1 day' WHERE id = $1`,
      [actor.sessionId],
    );
    const cookie = { cookie: await cookieOf(actor) };
    expect((await callRoute(getMe, { headers: cookie })).status).toBe(200);
    expect(await daysOf(actor)).toBe(90);
    const { body } = await callRoute(listSessions, { headers: cookie });
    const shown = Reflect.get(Object(Reflect.get(Object(body), "items")[0]), "expiresAt");
    expect(Math.round((Date.parse(String(shown)) - Date.now()) / 86_400_000)).toBe(10);
  });

  it("comes nearer for all when an admin shortens sessions: older ones end with an event, the others keep their rest", async () => {
    const own = await makeOrganisation({ host: "short.example" });
    const admin = await makeSession(await makePerson(own, { role: "admin" }));
    const old = await makeSession(await makePerson(own));
    const young = await makeSession(await makePerson(own));
    const bystander = await make();
    await pool().query("UPDATE sessions SET created_at = now() - interval '8 days' WHERE id = ANY($1)", [
      [old.sessionId, bystander.sessionId],
    ]);
    const answer = await callRoute(patchSettings, {
      method: "PATCH",
      as: admin,
      headers: { host: "short.example" },
      body: { sessionDays: 7 },
    });
    expect([answer.status, Reflect.get(Object(answer.body), "sessionDays")]).toEqual([200, 7]);
    const status = async (actor: Actor, host: string): Promise<number> =>
      (await callRoute(getMe, { as: actor, headers: { host } })).status;
    expect(await status(old, "short.example")).toBe(401);
    expect(await status(young, "short.example")).toBe(200);
    expect(await status(bystander, "localhost:3003")).toBe(200);
    expect(await daysOf(young)).toBe(7);
    const { rows } = await pool().query(
      "SELECT data->>'reason' AS reason, data->>'sessionId' AS id FROM events WHERE type = 'session:ended' AND organisation_id = $1",
      [own.id],
    );
    expect(rows).toEqual([{ reason: "expired", id: old.sessionId }]);
  });

  it("comes for those that were not used for as long as an admin allows, and use moves it no further than that", async () => {
    const own = await makeOrganisation({ host: "idle.example" });
    const admin = await makeSession(await makePerson(own, { role: "admin" }));
    const unused = await makeSession(await makePerson(own));
    const used = await makeSession(await makePerson(own));
    await pool().query(
      "UPDATE sessions SET created_at = now() - interval '20 days', last_seen_at = now() - make_interval(days => $2) WHERE id = $1",
      [unused.sessionId, 3],
    );
    await pool().query(
      "UPDATE sessions SET created_at = now() - interval '20 days', last_seen_at = now() - interval '1 day' WHERE id = $1",
      [used.sessionId],
    );
    const change = {
      method: "PATCH",
      as: admin,
      headers: { host: "idle.example" },
      body: { sessionIdleDays: 2 },
    };
    const answer = await callRoute(patchSettings, change);
    expect([answer.status, Reflect.get(Object(answer.body), "sessionIdleDays")]).toEqual([200, 2]);
    const status = async (actor: Actor): Promise<number> =>
      (await callRoute(getMe, { as: actor, headers: { host: "idle.example" } })).status;
    expect([await status(unused), await status(used)]).toEqual([401, 200]);
    // It was used just now: two days from here, though it began twenty days ago.
    expect(await daysOf(used)).toBe(22);
    const { rows } = await pool().query<{ days: number }>(
      `SELECT round(extract(epoch FROM s.expires_at - now()) / 86400)::int AS days FROM sessions s WHERE s.person_id = $1`,
      [(await signedInAt(own)).id],
    );
    expect(rows).toEqual([{ days: 2 }]);
  });

  it.each([0, 366, 1.5, "7"])("cannot be set to %j days", async (days) => {
    const admin = await make("admin");
    for (const body of [{ sessionDays: days }, { sessionIdleDays: days }]) {
      expect((await callRoute(patchSettings, { method: "PATCH", as: admin, body })).status).toBe(422);
    }
  });
});

/** A person who signs in there by their password, for a token. */
async function signedInAt(organisation: { id: OrganisationId }): Promise<{ id: string }> {
  const { passwordHash } = accounts;
  const person = await makePerson(organisation, { passwordHash });
  const body = { email: person.email, password: PASSWORD };
  const answer = await callRoute(postToken, { method: "POST", body, headers: { host: "idle.example" } });
  expect(answer.status).toBe(200);
  return person;
}

/** How long the session lives at most, in whole days since it began. */
async function daysOf(actor: Actor): Promise<unknown> {
  const { rows } = await pool().query<{ days: number }>(
    "SELECT round(extract(epoch FROM expires_at - created_at) / 86400)::int AS days FROM sessions WHERE id = $1",
    [actor.sessionId],
  );
  return rows[0]?.days;
}
