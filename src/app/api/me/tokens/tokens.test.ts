import { describe, expect, it } from "vitest";
import { GET as adminTokens } from "@/app/api/admin/tokens/route";
import { DELETE as endAnyToken } from "@/app/api/admin/tokens/[id]/route";
import { GET as adminUsers } from "@/app/api/admin/users/route";
import { PATCH as patchUser } from "@/app/api/admin/users/[id]/route";
import { GET as getMe, PATCH as patchMe } from "@/app/api/me/route";
import { PUT as putPassword } from "@/app/api/me/password/route";
import { GET as mySessions } from "@/app/api/me/sessions/route";
import { adminTokenSchema, newTokenSchema, personalTokenSchema } from "@/features/personal-tokens/schema";
import { pool } from "@/server/database/database";
import type { RouteHandler } from "@/server/api/route";
import { isSealedToken } from "@/server/sign-in/access-tokens";
import { pageSchema } from "@/shared/paging";
import type { Actor } from "@/shared/roles";
import { hashPassword } from "@/server/sign-in/passwords";
import { setUpDesk } from "@/testing/desk/setup";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeSession,
  type MadeOrganisation,
} from "@/testing/factories";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute, type RequestOptions } from "@/testing/http/requests";
import { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";
import { DELETE as endToken } from "./[id]/route";
import { GET as getTokens, POST as postTokens } from "./route";

const desk = setUpDesk();
let made: MadeOrganisation | null = null;
const organisation = async (): Promise<MadeOrganisation> => (made ??= await makeOrganisation());
const actorOf = async (role: "user" | "agent" | "admin" = "agent"): Promise<Actor> =>
  makeActor(await organisation(), { role });

const make = (actor: Actor, body: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer> =>
  callRoute(postTokens, { method: "POST", path: "/api/me/tokens", as: actor, body, headers });
async function tokenOf(
  actor: Actor,
  scopes = ["read"],
  more: object = {},
): Promise<{ id: string; token: string }> {
  const answer = await make(actor, { name: "Nightly export", scopes, ...more });
  const { id, token } = newTokenSchema.parse(answer.body);
  return { id, token: token ?? "" };
}
const by = (
  token: string,
  handler: RouteHandler,
  path: string,
  given: RequestOptions = {},
): Promise<ApiAnswer> =>
  callRoute(handler, { path, ...given, headers: { ...given.headers, authorization: `Bearer ${token}` } });
const codeOf = ({ status, body }: ApiAnswer): unknown[] => [status, Reflect.get(Object(body), "code")];
const list = async (actor: Actor) =>
  pageSchema(personalTokenSchema).parse((await callRoute(getTokens, { as: actor })).body).items;

async function connect(token: string): Promise<SocketClient> {
  const client = new SocketClient({ url: desk.url(), token });
  await until("it is in", () => client.received("session:ready") !== undefined);
  return client;
}

describe("making one", () => {
  it("answers it this once, and keeps nothing by which it could be found again", async () => {
    const actor = await actorOf();
    const answer = await make(actor, { name: "  Nightly\nexport ", scopes: ["write", "read", "read"] });
    const { token, ...shown } = newTokenSchema.parse(answer.body);
    expect(answer.status).toBe(201);
    expect(token).toMatch(/^helpejo_[\w-]{43}$/);
    expect(isSealedToken(token ?? "")).toBe(true);
    expect(shown).toMatchObject({
      name: "Nightly export",
      scopes: ["read", "write"],
      prefix: token?.slice(0, 12),
      expiresAt: null,
      lastUsedAt: null,
    });
    expect(await list(actor)).toEqual([shown]);
    const { rows } = await pool().query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM personal_tokens t WHERE person_id = $1
       UNION ALL SELECT to_jsonb(s)::text FROM secret_tokens s WHERE person_id = $1
       UNION ALL SELECT to_jsonb(a)::text FROM audit_entries a WHERE subject_id = $1
       UNION ALL SELECT to_jsonb(e)::text FROM events e WHERE subject_id = $1`,
      [actor.id],
    );
    expect(rows.length).toBeGreaterThanOrEqual(4);
    expect(rows.map(({ row }) => row).join(" ")).not.toContain(token);
  });

  it("takes an end with any offset, and none that a date cannot be", async () => {
    const actor = await actorOf();
    const status = async (expiresAt: string): Promise<number> =>
      (await make(actor, { name: "Until then", scopes: ["read"], expiresAt })).status;
    expect(await status("2090-02-28T12:00:00+23:59")).toBe(201);
    expect(await status("9999-12-31T23:59:59-12:00")).toBe(422);
  });

  it("sent again by the same key makes one, and does not show it again", async () => {
    const actor = await actorOf();
    const send = () => make(actor, { name: "Twice", scopes: ["read"] }, { "idempotency-key": "make" });
    const [first, second] = [
      newTokenSchema.parse((await send()).body),
      newTokenSchema.parse((await send()).body),
    ];
    expect([first.token === null, second.token]).toEqual([false, null]);
    expect(await list(actor)).toHaveLength(1);
    const { rows } = await pool().query("SELECT response FROM idempotency_keys WHERE person_id = $1", [
      actor.id,
    ]);
    expect(JSON.stringify(rows)).not.toContain(first.token);
  });

  it("needs a name, a scope that the role has, an end that is to come, and a password shown lately", async () => {
    const actor = await actorOf();
    const refused: unknown[] = [
      { name: " ", scopes: ["read"] },
      { name: "x", scopes: [] },
      { name: "x", scopes: ["everything"] },
      { name: "x", scopes: ["read", "admin"] },
      { name: "x", scopes: ["read"], expiresAt: "2001-01-01T00:00:00Z" },
      { name: "x", scopes: ["read"], expiresAt: "soon" },
    ];
    for (const body of refused) {
      expect([body, codeOf(await make(actor, body))]).toEqual([body, [422, "invalid"]]);
    }
    await pool().query("UPDATE sessions SET proven_at = now() - interval '31 minutes' WHERE id = $1", [
      actor.sessionId,
    ]);
    expect(codeOf(await make(actor, { name: "x", scopes: ["read"] }))).toEqual([
      403,
      "reauthentication_required",
    ]);
    expect(await list(actor)).toEqual([]);
  });

  it("the fifty-first is refused", async () => {
    const actor = await actorOf();
    await pool().query(
      `WITH s AS (INSERT INTO sessions (id, organisation_id, person_id, kind, expires_at)
         SELECT gen_random_uuid(), $1, $2, 'personal', '9999-12-31' FROM generate_series(1, 50) RETURNING id)
       INSERT INTO personal_tokens (id, organisation_id, person_id, session_id, name, scopes, prefix)
       SELECT gen_random_uuid(), $1, $2, id, 'x', '{read}', 'helpejo_test' FROM s`,
      [actor.organisationId, actor.id],
    );
    expect(codeOf(await make(actor, { name: "x", scopes: ["read"] }))).toEqual([409, "conflict"]);
  });
});

describe("using one", () => {
  it("acts as its person within its scopes, and tells when and from where it was used last", async () => {
    const admin = await actorOf("admin");
    const [read, write, area] = [
      (await tokenOf(admin, ["read"])).token,
      (await tokenOf(admin, ["write"])).token,
      (await tokenOf(admin, ["admin"])).token,
    ];
    const beyond = [403, "insufficient_scope"];
    const from = { headers: { "x-helpejo-client-address": "192.0.2.77" } };
    expect((await by(read, getMe, "/api/me", from)).body).toMatchObject({ id: admin.id });
    const rename: RequestOptions = { method: "PATCH", body: { name: "By a script" } };
    expect(codeOf(await by(read, patchMe, "/api/me", rename))).toEqual(beyond);
    expect(codeOf(await by(read, adminUsers, "/api/admin/users"))).toEqual(beyond);
    expect((await by(write, patchMe, "/api/me", rename)).status).toBe(200);
    expect(codeOf(await by(write, getMe, "/api/me"))).toEqual(beyond);
    expect((await by(area, adminUsers, "/api/admin/users")).status).toBe(200);
    expect(codeOf(await by(area, getMe, "/api/me"))).toEqual(beyond);
    const [, , first] = await list(admin);
    expect(first).toMatchObject({ lastAddress: "192.0.2.77", lastUsedAt: expect.any(String) });
  });

  it("is no session among sessions, and no cookie can name it", async () => {
    const actor = await actorOf();
    await tokenOf(actor);
    const { body } = await callRoute(mySessions, { as: actor });
    expect(Reflect.get(Object(body), "items")).toHaveLength(1);
  });

  it("an admin who is one no more has no admin area by it either", async () => {
    const admin = await actorOf("admin");
    const { token } = await tokenOf(admin, ["read", "admin"]);
    await pool().query("UPDATE people SET role = 'agent' WHERE id = $1", [admin.id]);
    expect(codeOf(await by(token, adminUsers, "/api/admin/users"))).toEqual([403, "forbidden"]);
  });

  it("no token makes tokens, changes the password or shows it again, whatever its scopes", async () => {
    const admin = await actorOf("admin");
    const { id, token } = await tokenOf(admin, ["read", "write", "admin"]);
    const body = { name: "Another", scopes: ["read"] };
    expect(codeOf(await by(token, postTokens, "/api/me/tokens", { method: "POST", body }))).toEqual([
      403,
      "forbidden",
    ]);
    const params = { id };
    expect(codeOf(await by(token, endToken, `/api/me/tokens/${id}`, { method: "DELETE", params }))).toEqual([
      403,
      "forbidden",
    ]);
    const password = { current: "correct horse battery", password: "a sentence to remember" };
    expect(
      codeOf(await by(token, putPassword, "/api/me/password", { method: "PUT", body: password })),
    ).toEqual([403, "forbidden"]);
    const other = await actorOf();
    const promote: RequestOptions = { method: "PATCH", params: { id: other.id }, body: { role: "admin" } };
    expect(codeOf(await by(token, patchUser, `/api/admin/users/${other.id}`, promote))).toEqual([
      403,
      "reauthentication_required",
    ]);
    expect(await list(admin)).toHaveLength(1);
  });

  it("ends by itself when its time is over, and not by lying about for months", async () => {
    const actor = await actorOf();
    const endless = await tokenOf(actor);
    const short = await tokenOf(actor, ["read"], {
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    await pool().query("UPDATE sessions SET created_at = now() - interval '5 years' WHERE person_id = $1", [
      actor.id,
    ]);
    expect((await by(endless.token, getMe, "/api/me")).status).toBe(200);
    expect((await by(short.token, getMe, "/api/me")).status).toBe(200);
    await pool().query(
      "UPDATE sessions s SET expires_at = now() FROM personal_tokens t WHERE t.session_id = s.id AND t.id = $1",
      [short.id],
    );
    expect((await by(short.token, getMe, "/api/me")).status).toBe(401);
    expect(await list(actor)).toMatchObject([{ id: endless.id, expiresAt: null }]);
  });
});

describe("ending one", () => {
  it("by its owner: the next request is refused, and what is connected is notified within two seconds", async () => {
    const actor = await actorOf();
    const { id, token } = await tokenOf(actor);
    const client = await connect(token);
    const since = performance.now();
    expect((await callRoute(endToken, { method: "DELETE", as: actor, params: { id } })).status).toBe(204);
    expect((await by(token, getMe, "/api/me")).status).toBe(401);
    await until("it is notified", () => client.received("session:ended") !== undefined);
    expect(performance.now() - since).toBeLessThan(2_000);
    await until("it is out", () => !client.socket.connected);
    expect(codeOf(await callRoute(endToken, { method: "DELETE", as: actor, params: { id } }))).toEqual([
      404,
      "not_found",
    ]);
    client.close();
  });

  it("with its person, who is disabled, and with a new password", async () => {
    const admin = await actorOf("admin");
    const person = await makePerson(await organisation(), {
      role: "agent",
      passwordHash: await hashPassword("correct horse battery"),
    });
    const actor = await makeSession(person);
    const first = await tokenOf(actor);
    const change = { current: "correct horse battery", password: "a sentence to remember" };
    expect((await callRoute(putPassword, { method: "PUT", as: actor, body: change })).status).toBe(204);
    expect((await by(first.token, getMe, "/api/me")).status).toBe(401);
    const second = await tokenOf(actor);
    const client = await connect(second.token);
    const since = performance.now();
    const disable: RequestOptions = {
      method: "PATCH",
      as: admin,
      params: { id: person.id },
      body: { disabled: true },
    };
    expect((await callRoute(patchUser, disable)).status).toBe(200);
    expect((await by(second.token, getMe, "/api/me")).status).toBe(401);
    await until("it is notified", () => client.received("session:ended") !== undefined);
    expect(performance.now() - since).toBeLessThan(2_000);
    client.close();
  });

  it("by an admin, who sees all of their organisation's and of no other", async () => {
    const [admin, actor] = [await actorOf("admin"), await actorOf()];
    const { id, token } = await tokenOf(actor);
    const all = pageSchema(adminTokenSchema).parse(
      (await callRoute(adminTokens, { as: admin, path: "/?limit=100" })).body,
    );
    expect(all.items.find((one) => one.id === id)).toMatchObject({
      person: { id: actor.id },
      name: "Nightly export",
    });
    const elsewhere = await makeActor(await makeOrganisation({ host: "elsewhere.example" }), {
      role: "admin",
    });
    const there = { as: elsewhere, headers: { host: "elsewhere.example" } };
    expect((await callRoute(adminTokens, there)).body).toMatchObject({ items: [] });
    const end = (given: RequestOptions) =>
      callRoute(endAnyToken, { method: "DELETE", params: { id }, ...given });
    expect((await end(there)).status).toBe(404);
    expect((await by(token, getMe, "/api/me")).status).toBe(200);
    expect((await end({ as: admin })).status).toBe(204);
    expect((await by(token, getMe, "/api/me")).status).toBe(401);
  });
});
