import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { credentialsOf, resolveSession } from "@/server/api/actor";
import { pool } from "@/server/database/database";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import { makeOrganisation, makePerson, makeSession, makeTeam } from "@/testing/factories";
import { callRoute, cookieOf } from "@/testing/http/requests";
import { POST as token } from "../token/route";
import { PUT as putPassword } from "./password/route";
import { GET, PATCH } from "./route";
import { DELETE as endSession } from "./sessions/[id]/route";
import { DELETE as endOthers, GET as listSessions } from "./sessions/route";

const accounts = setUpAccounts({ name: "Larch" });

beforeAll(async () => {
  await makeOrganisation({ host: "other.example" });
});

describe("the caller", () => {
  it("gets their profile, and without a session 401", async () => {
    const team = await makeTeam(accounts.organisation, { name: "Desk" });
    const person = await makePerson(accounts.organisation, { role: "agent", teams: [team] });
    const answer = await callRoute(GET, { as: await makeSession(person) });
    expect(answer.body).toMatchObject({
      id: person.id,
      email: person.email,
      role: "agent",
      organisation: { name: "Larch" },
      teams: [{ id: team.id, name: "Desk" }],
      preferences: {},
    });
    expect(JSON.stringify(answer.body)).not.toContain(accounts.organisation.id);
    expect(await callRoute(GET)).toMatchObject({ status: 401, body: { code: "unauthorized" } });
  });

  it("changes name and preferences, one by one, and nothing else", async () => {
    const actor = await makeSession(await makePerson(accounts.organisation));
    const change = (body: unknown) => callRoute(PATCH, { method: "PATCH", as: actor, body });
    await change({ preferences: { theme: "dark" } });
    expect((await change({ name: "New Name", preferences: { shortcuts: false } })).body).toMatchObject({
      name: "New Name",
      preferences: { theme: "dark", shortcuts: false },
    });
    expect((await change({ role: "admin" })).body).toMatchObject({ role: "user", name: "New Name" });
    expect((await change({ preferences: { theme: "pink" } })).status).toBe(422);
  });

  it("chooses a time zone by its name, and takes that back", async () => {
    const actor = await makeSession(await makePerson(accounts.organisation));
    const choose = (timeZone: unknown) =>
      callRoute(PATCH, { method: "PATCH", as: actor, body: { preferences: { timeZone } } });
    const zoneOf = async () =>
      (await resolveSession(credentialsOf(new Headers({ cookie: await cookieOf(actor) }))))?.timeZone;
    expect(await zoneOf()).toBeNull();
    expect((await choose("Asia/Tokyo")).body).toMatchObject({ preferences: { timeZone: "Asia/Tokyo" } });
    expect(await zoneOf()).toBe("Asia/Tokyo");
    for (const wrong of ["Tokyo", "+09:00", 9, "x".repeat(80)]) {
      expect([wrong, (await choose(wrong)).status]).toEqual([wrong, 422]);
    }
    expect((await choose("")).status).toBe(200);
    expect(await zoneOf()).toBeNull();
  });

  it("is not recognised on another organisation's host", async () => {
    const actor = await makeSession(await makePerson(accounts.organisation));
    const cookie = await cookieOf(actor);
    expect((await callRoute(GET, { headers: { cookie } })).status).toBe(200);
    expect((await callRoute(GET, { headers: { cookie, host: "other.example" } })).status).toBe(401);
    expect((await callRoute(GET, { as: actor, headers: { host: "other.example" } })).status).toBe(401);
  });

  it("is changed by a cookie from our own pages only", async () => {
    const cookie = await cookieOf(await makeSession(await makePerson(accounts.organisation)));
    const change = (headers: Record<string, string>) =>
      callRoute(PATCH, { method: "PATCH", body: { name: "N" }, headers: { cookie, ...headers } });
    expect((await change({ origin: "http://localhost:3003" })).status).toBe(200);
    expect((await change({ "sec-fetch-site": "same-origin" })).status).toBe(200);
    const foreign: Record<string, string>[] = [
      {},
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of foreign) {
      expect(await change(headers)).toMatchObject({ status: 403, body: { code: "bad_origin" } });
    }
  });
});

describe("the caller's password", () => {
  it("is changed by who knows the current one, and every other session ends", async () => {
    const person = await accounts.makePerson();
    const [here, there] = [await makeSession(person), await makeSession(person)];
    const wrong = await callRoute(putPassword, {
      method: "PUT",
      as: here,
      body: { current: "not this one", password: "another good one" },
    });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: "current" }] } });
    const right = await callRoute(putPassword, {
      method: "PUT",
      as: here,
      body: { current: PASSWORD, password: "another good one" },
    });
    expect(right.status).toBe(204);
    expect(await resolveSession(credentialsOf(new Headers({ cookie: await cookieOf(here) })))).not.toBeNull();
    expect(await resolveSession(credentialsOf(new Headers({ cookie: await cookieOf(there) })))).toBeNull();
    const { rows } = await pool().query(
      "SELECT data FROM events WHERE type = 'session:ended' AND data->>'personId' = $1",
      [person.id],
    );
    expect(rows).toEqual([
      {
        data: {
          personId: person.id,
          sessionId: null,
          exceptSessionId: here.sessionId,
          reason: "password_changed",
        },
      },
    ]);
    expect(
      (
        await callRoute(token, {
          method: "POST",
          body: { email: person.email, password: "another good one" },
        })
      ).status,
    ).toBe(200);
  });

  it("cannot be guessed through a stolen session", async () => {
    const actor = await accounts.makeActor();
    const guess = () =>
      callRoute(putPassword, {
        method: "PUT",
        as: actor,
        body: { current: "not this one", password: "another good one" },
      });
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) {
      statuses.push((await guess()).status);
    }
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
  });
});

describe("the caller's sessions", () => {
  const list = z.object({ items: z.array(z.object({ id: z.string(), current: z.boolean() })) });

  it("are listed with this one flagged, and ended one by one or all others at once", async () => {
    const person = await makePerson(accounts.organisation);
    const [here, second, third, fourth] = [
      await makeSession(person),
      await makeSession(person),
      await makeSession(person),
      await makeSession(person),
    ];
    const { items } = list.parse((await callRoute(listSessions, { as: here })).body);
    expect(items).toHaveLength(4);
    expect(items.filter((item) => item.current).map((item) => item.id)).toEqual([here.sessionId]);

    expect(
      (await callRoute(endSession, { method: "DELETE", as: here, params: { id: second.sessionId } })).status,
    ).toBe(204);
    expect((await callRoute(listSessions, { as: second })).status).toBe(401);
    expect((await callRoute(endOthers, { method: "DELETE", as: here })).status).toBe(204);
    expect(list.parse((await callRoute(listSessions, { as: here })).body).items).toHaveLength(1);
    for (const ended of [third, fourth]) {
      expect((await callRoute(listSessions, { as: ended })).status).toBe(401);
    }
  });

  it("of others cannot be ended", async () => {
    const [mine, theirs] = [
      await makeSession(await makePerson(accounts.organisation)),
      await makeSession(await makePerson(accounts.organisation)),
    ];
    for (const id of [theirs.sessionId, "nonsense", "00000000-0000-7000-8000-000000000000"]) {
      expect((await callRoute(endSession, { method: "DELETE", as: mine, params: { id } })).status).toBe(404);
    }
    expect((await callRoute(listSessions, { as: theirs })).status).toBe(200);
  });
});
