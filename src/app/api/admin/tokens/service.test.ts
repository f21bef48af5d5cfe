import { beforeAll, describe, expect, it } from "vitest";
import { newServiceTokenSchema } from "@/features/personal-tokens/schema";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";
import { DELETE as endToken } from "./[id]/route";
import { GET as listTokens, POST as makeToken } from "./route";

const desk = setUpDesk();
let admin: Actor;

beforeAll(async () => {
  admin = await makeActor(await makeOrganisation(), { role: "admin" });
});

const make = (body: object) => callRoute(makeToken, { method: "POST", as: admin, body });
const made = async (body: object) => newServiceTokenSchema.parse((await make(body)).body);

describe("a service token", () => {
  it("acts by HTTP under its own name and role, within its scopes", async () => {
    const { token, person } = await made({ name: "Inventory", role: "agent", scopes: ["read", "write"] });
    expect(person).toMatchObject({ name: "Inventory", role: "agent", email: null, isService: true });
    const client = new HttpClient(desk.url(), token ?? "");
    const filed = await client.send("POST", "/api/tickets", {
      title: "A disk fails",
      description: "It will fail soon, its counters say.",
    });
    expect(filed.status).toBe(201);
    expect(filed.body).toMatchObject({ requester: { id: person.id, name: "Inventory" } });
    expect(await client.get("/api/me")).toMatchObject({ id: person.id, name: "Inventory" });
    expect((await client.send("GET", "/api/admin/users")).status).toBe(403);
    const reader = await made({ name: "Reader", role: "viewer", scopes: ["read"] });
    const refused = await new HttpClient(desk.url(), reader.token ?? "").send("POST", "/api/tickets", {
      title: "No",
      description: "No.",
    });
    expect(refused.body).toMatchObject({ code: "insufficient_scope" });
  });

  it("is let in by sockets, and out at once when an admin ends it; what it did stays", async () => {
    const { id, token, person } = await made({ name: "Monitor", role: "viewer", scopes: ["read"] });
    const client = new SocketClient({ url: desk.url(), token: token ?? "" });
    await until("it is in", () => client.received("session:ready") !== undefined);
    expect((await callRoute(endToken, { method: "DELETE", as: admin, params: { id } })).status).toBe(204);
    await until("it is out", () => !client.socket.connected);
    client.close();
    expect((await new HttpClient(desk.url(), token ?? "").send("GET", "/api/me")).status).toBe(401);
    const { rows } = await pool().query("SELECT name FROM people WHERE id = $1", [person.id]);
    expect(rows).toEqual([{ name: "Monitor" }]);
  });

  it("stands among all tokens, in the audit, and tells its name alone of itself", async () => {
    const { id, token, person } = await made({ name: "Backup", role: "admin", scopes: ["read", "admin"] });
    const { body } = await callRoute(listTokens, { as: admin });
    expect(body).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ id })]) });
    expect(JSON.stringify(body)).not.toContain(token);
    const { rows } = await pool().query<{ action: string; actor_id: string }>(
      "SELECT action, actor_id FROM audit_entries WHERE subject_id = $1 ORDER BY at, action",
      [person.id],
    );
    expect(new Set(rows.map(({ action }) => action))).toEqual(
      new Set(["person.created", "person.token_made"]),
    );
    expect(rows.every(({ actor_id: by }) => by === admin.id)).toBe(true);
  });

  it.each([
    ["a scope that its role does not have", { role: "agent", scopes: ["admin"] }, 422],
    ["no scope", { role: "agent", scopes: [] }, 422],
    ["the role of a guest", { role: "guest", scopes: ["read"] }, 422],
    ["no name", { role: "agent", scopes: ["read"], name: " " }, 422],
  ])("is refused %s", async (_what, given, status) => {
    expect((await make({ name: "No", ...given })).status).toBe(status);
  });

  it("no token makes one, and no agent", async () => {
    const { token } = await made({ name: "Root", role: "admin", scopes: ["read", "write", "admin"] });
    const answer = await new HttpClient(desk.url(), token ?? "").send("POST", "/api/admin/tokens", {
      name: "Child",
      role: "admin",
      scopes: ["admin"],
    });
    expect(answer.body).toMatchObject({ code: "reauthentication_required" });
    const agent = await makeActor({ id: admin.organisationId }, { role: "agent" });
    const body = { name: "Mine", role: "agent", scopes: ["read"] };
    expect((await callRoute(makeToken, { method: "POST", as: agent, body })).status).toBe(403);
  });
});
