import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { pool } from "@/server/database/database";
import type { RouteHandler } from "@/server/api/route";
import type { Actor, Role } from "@/shared/roles";
import { eventsAbout, PASSWORD, setUpAccounts } from "@/testing/accounts";
import { makeActor, makeOrganisation, makePerson, makeTeam } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { POST as register } from "../register/route";
import { GET as anythingElse } from "./[...rest]/route";
import { GET as audit } from "./audit/route";
import { PATCH as patchCategory } from "./categories/[key]/route";
import { GET as listCategories, POST as createCategory } from "./categories/route";
import { DELETE as endSession } from "./sessions/[id]/route";
import { GET as listSessions } from "./sessions/route";
import { GET as getSettings, PATCH as patchSettings } from "./settings/route";
import { PATCH as patchTeam } from "./teams/[id]/route";
import { GET as listTeams, POST as createTeam } from "./teams/route";
import { PATCH as patchUser } from "./users/[id]/route";
import { GET as listUsers, POST as createUser } from "./users/route";

const accounts = setUpAccounts();

let admin: Actor;

beforeAll(async () => {
  admin = await accounts.makeActor({ role: "admin" });
});

const patch = (as: Actor, id: string, body: unknown) =>
  callRoute(patchUser, { method: "PATCH", as, body, params: { id } });

describe("the admin area", () => {
  const everything: [string, string, RouteHandler][] = [
    ["GET", "users", listUsers],
    ["POST", "users", createUser],
    ["PATCH", "users/x", patchUser],
    ["GET", "teams", listTeams],
    ["POST", "teams", createTeam],
    ["PATCH", "teams/x", patchTeam],
    ["GET", "categories", listCategories],
    ["POST", "categories", createCategory],
    ["PATCH", "categories/x", patchCategory],
    ["GET", "sessions", listSessions],
    ["DELETE", "sessions/x", endSession],
    ["GET", "settings", getSettings],
    ["PATCH", "settings", patchSettings],
    ["GET", "audit", audit],
    ["GET", "whatever", anythingElse],
  ];

  it.each(["user", "viewer", "agent"] satisfies Role[])(
    "is closed to a %s, whatever they send, and to unauthenticated callers before that",
    async (role) => {
      const actor = await makeActor(accounts.organisation, { role });
      for (const [method, path, handler] of everything) {
        const given = {
          method,
          path: `/api/admin/${path}`,
          ...(method === "GET" ? {} : { body: { nonsense: true } }),
        };
        expect([path, (await callRoute(handler, { ...given, as: actor })).status]).toEqual([path, 403]);
        expect([path, (await callRoute(handler, given)).status]).toEqual([path, 401]);
      }
    },
  );

  it("does not know another organisation's people, teams and sessions", async () => {
    const other = await makeOrganisation({ host: "other.example" });
    const unrelated = await makeActor(other, { role: "user" });
    const team = await makeTeam(other);
    expect((await patch(admin, unrelated.id, { role: "admin" })).status).toBe(404);
    expect((await patch(admin, admin.id, { teamIds: [team.id] })).status).toBe(422);
    expect(
      (
        await callRoute(patchTeam, {
          method: "PATCH",
          as: admin,
          body: { name: "Mine" },
          params: { id: team.id },
        })
      ).status,
    ).toBe(404);
    expect(
      (await callRoute(endSession, { method: "DELETE", as: admin, params: { id: unrelated.sessionId } }))
        .status,
    ).toBe(404);
    for (const handler of [listUsers, listSessions]) {
      expect(
        JSON.stringify((await callRoute(handler, { as: admin, path: "/?limit=100" })).body),
      ).not.toContain(unrelated.id);
    }
    expect((await callRoute(listUsers, { as: unrelated })).status).toBe(401);
  });
});

describe("teams, categories, sessions, settings and the audit", () => {
  it("names that look the same are the same", async () => {
    const make = (name: string) => callRoute(createTeam, { method: "POST", as: admin, body: { name } });
    expect(await make("Cafe\u0301 \u202ecrew\n")).toMatchObject({ status: 201, body: { name: "Café crew" } });
    for (const name of ["caf\u00e9 crew", "CAFE\u0301\t crew\u200b", " Café\u3164crew"]) {
      expect(await make(name)).toMatchObject({ status: 409, body: { code: "name_taken" } });
    }
    expect(await make("\u2800\u200b")).toMatchObject({ status: 422, body: { errors: [{ path: "name" }] } });
  });

  it("a team that becomes private is an event, and one that is archived tells its members", async () => {
    const made = await callRoute(createTeam, { method: "POST", as: admin, body: { name: "Payroll" } });
    const team = z.object({ id: z.string(), isPrivate: z.literal(false) }).parse(made.body);
    expect(
      await callRoute(createTeam, { method: "POST", as: admin, body: { name: "PAYROLL" } }),
    ).toMatchObject({ status: 409, body: { code: "name_taken" } });
    const member = await makePerson(accounts.organisation, { role: "agent", teams: [team] });
    const change = (body: unknown) =>
      callRoute(patchTeam, { method: "PATCH", as: admin, body, params: { id: team.id } });
    await change({ description: "Money" });
    await change({ isPrivate: true });
    const { rows } = await pool().query("SELECT data FROM events WHERE type = 'team:changed'");
    expect(rows).toEqual([{ data: { teamId: team.id, isPrivate: true } }]);
    expect(await change({ archived: true })).toMatchObject({
      body: { archived: true, description: "Money", memberCount: 1 },
    });
    expect(await eventsAbout(member.id)).toEqual([["person:changed", "teams"]]);
  });

  it("a category gets a key of its name, can be renamed and archived", async () => {
    const made = await callRoute(createCategory, {
      method: "POST",
      as: admin,
      body: { name: "Büro & Möbel" },
    });
    expect(made).toMatchObject({
      status: 201,
      body: { key: "buro-mobel", name: "Büro & Möbel", archived: false },
    });
    const put = await callRoute(patchCategory, {
      method: "PATCH",
      as: admin,
      body: { archived: true },
      params: { key: "buro-mobel" },
    });
    expect(put).toMatchObject({ status: 200, body: { archived: true } });
    expect(
      await callRoute(createCategory, { method: "POST", as: admin, body: { name: "Network" } }),
    ).toMatchObject({ status: 409 });
  });

  it("an admin ends anybody's session", async () => {
    const actor = await makeActor(accounts.organisation, { role: "user" });
    expect(
      JSON.stringify((await callRoute(listSessions, { as: admin, path: "/?limit=100" })).body),
    ).toContain(actor.sessionId);
    expect(
      (await callRoute(endSession, { method: "DELETE", as: admin, params: { id: actor.sessionId } })).status,
    ).toBe(204);
    expect(
      (await callRoute(endSession, { method: "DELETE", as: admin, params: { id: actor.sessionId } })).status,
    ).toBe(404);
    expect(await eventsAbout(actor.id)).toEqual([["session:ended", "revoked"]]);
  });

  it("settings are complete, change one by one, and open the registration", async () => {
    expect((await callRoute(getSettings, { as: admin })).body).toMatchObject({
      registration: false,
      autoCloseDays: 7,
      guestForm: false,
    });
    const changed = await callRoute(patchSettings, {
      method: "PATCH",
      as: admin,
      body: { registration: true, dueHours: { low: null } },
    });
    expect(changed.body).toMatchObject({
      registration: true,
      autoCloseDays: 7,
      dueHours: { low: null, urgent: 4 },
    });
    expect(
      (await callRoute(patchSettings, { method: "PATCH", as: admin, body: { autoCloseDays: 0 } })).status,
    ).toBe(422);
    const person = await callRoute(register, {
      method: "POST",
      body: { name: "Open", email: "open@example.org", password: PASSWORD },
    });
    expect(person.status).toBe(201);
  });

  it("everything that admins did stands in the audit, without secrets", async () => {
    await callRoute(createUser, {
      method: "POST",
      as: admin,
      body: { name: "Aud", email: "aud@example.org", role: "user", password: "a secret password" },
    });
    await patch(admin, admin.id, { name: "Another Name" });
    const text = JSON.stringify((await callRoute(audit, { as: admin, path: "/?limit=100" })).body);
    for (const action of [
      "person.created",
      "person.changed",
      "team.created",
      "team.changed",
      "category.created",
      "session.revoked",
      "settings.changed",
    ]) {
      expect(text).toContain(action);
    }
    expect(text).not.toContain("a secret password");
  });
});
