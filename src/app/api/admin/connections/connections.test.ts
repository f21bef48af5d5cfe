import { beforeAll, describe, expect, it } from "vitest";
import { connectionPageSchema, type ConnectionPage } from "@/features/connections/schema";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeSession,
  type MadeOrganisation,
} from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { until } from "@/testing/wait";
import { GET } from "./route";

const desk = setUpDesk();

let organisation: MadeOrganisation;
let admin: Actor;

beforeAll(async () => {
  organisation = await makeOrganisation();
  admin = await makeActor(organisation, { role: "admin", name: "Ada Admin" });
});

async function list(query = "", as = admin): Promise<ConnectionPage> {
  const http = await desk.http(as);
  const answer = await http.send("GET", `/api/admin/connections${query}`);
  expect(answer.status).toBe(200);
  return connectionPageSchema.parse(answer.body);
}

describe("GET /api/admin/connections", () => {
  it("finds people by words in any order, without accents, and by an address however it is written", async () => {
    const named = { role: "agent", name: "Zoë Ärger", email: "jörg@xn--bcher-kva.example" } as const;
    const agent = await makeActor(organisation, named);
    await desk.connect(agent, { headers: { "user-agent": "Something/1.0" } });
    for (const q of [
      "ärger ZOE",
      "a\u0308rger  zoe\u0308",
      "jörg@bücher.example",
      "jorg something",
      "xn--bcher",
    ]) {
      const { items } = await list(`?q=${encodeURIComponent(q)}`);
      expect([q, items.map((item) => item.user.id)]).toEqual([q, [agent.id]]);
    }
    expect((await list("?q=zoe%20nobody")).items).toEqual([]);
  });

  it("lists who is connected, from where, since when, by which transport and session", async () => {
    const began = Date.now();
    const agent = await makeActor(organisation, {
      role: "agent",
      name: "Gus Agent",
      email: "gus@example.org",
    });
    await desk.connect(agent, { headers: { "user-agent": "Something/1.0" } });
    const { items, total } = await list();
    expect(total).toBe(1);
    expect(items).toEqual([
      {
        id: expect.any(String),
        user: { id: agent.id, name: "Gus Agent", role: "agent", email: "gus@example.org" },
        sessionId: agent.sessionId,
        address: "127.0.0.1",
        userAgent: "Something/1.0",
        transport: "websocket",
        since: expect.any(String),
        lastHeardAt: expect.any(String),
        lagMilliseconds: null,
        openTickets: 0,
        process: expect.any(String),
      },
    ]);
    expect(Date.parse(items[0]?.since ?? "")).toBeGreaterThanOrEqual(began);
  });

  it("finds people by their words in any order, without accents", async () => {
    await desk.connect(await makeActor(organisation, { name: "Siobhán O’Brien-Müller" }));
    for (const q of [
      "Brien Siobhan",
      "muller  o'brien",
      "ＯBRIEN".slice(1),
      "Brien-Mü",
      '"brien',
      "SIOBHÁN",
    ]) {
      expect([q, (await list(`?q=${encodeURIComponent(q)}`)).total]).toEqual([q, 1]);
    }
    for (const q of ["Brien Otto", "％", "′|′"]) {
      expect([q, (await list(`?q=${encodeURIComponent(q)}`)).total]).toEqual([q, 0]);
    }
  });

  it("counts everybody by role and transport, whatever is searched for", async () => {
    const user = await makeActor(organisation, { name: "Una User" });
    await desk.connect(user);
    await desk.connect(user, { transports: ["polling"] });
    await desk.connect(admin);
    const page = await list("?q=una&transport=polling");
    expect(page.items.map((item) => [item.user.name, item.transport])).toEqual([["Una User", "polling"]]);
    expect(page.total).toBe(1);
    expect(page.totals).toEqual({
      connections: 3,
      byRole: { user: 2, admin: 1 },
      byTransport: { websocket: 2, polling: 1 },
    });
    expect(page.processes).toEqual([expect.objectContaining({ pid: process.pid, connections: 3 })]);
  });

  it("an admin learns nothing of another organisation's connections", async () => {
    const other = await makeOrganisation({ host: "other.example" });
    const theirs = await makeActor(other, { role: "admin" });
    await desk.connect(admin);
    const answer = await callRoute(GET, {
      path: "/api/admin/connections",
      as: theirs,
      headers: { host: "other.example" },
    });
    const page = connectionPageSchema.parse(answer.body);
    expect(page.items).toEqual([]);
    expect(page.totals.connections).toBe(0);
    expect(page.processes.map((one) => one.connections)).toEqual([0]);
  });

  it.each(["name", "-name", "since", "-since", "lag", "-lag"])(
    "its pages hold each connection once, in order (%s)",
    async (sort) => {
      const names = ["Bo", "Cy", "Di", "Ed", "Fay"];
      for (const name of names) {
        await desk.connect(await makeActor(organisation, { name }));
      }
      const found: string[] = [];
      for (let cursor: string | null = ""; cursor !== null;) {
        const page: ConnectionPage = await list(`?limit=2&sort=${sort}${cursor ? `&cursor=${cursor}` : ""}`);
        expect(page.total).toBe(5);
        found.push(...page.items.map((item) => item.user.name));
        cursor = page.nextCursor;
      }
      expect([...found].sort()).toEqual(names);
      if (!sort.endsWith("lag")) {
        expect(found).toEqual(sort.startsWith("-") ? [...names].reverse() : names);
      }
    },
  );

  it("a cursor of another order is refused", async () => {
    await desk.connect(await makeActor(organisation, { name: "One" }));
    await desk.connect(await makeActor(organisation, { name: "Two" }));
    const { nextCursor } = await list("?limit=1&sort=name");
    const http = await desk.http(admin);
    expect(
      (await http.send("GET", `/api/admin/connections?sort=lag&cursor=${nextCursor}`)).body,
    ).toMatchObject({
      status: 400,
      code: "bad_cursor",
    });
  });

  it("is for admins alone", async () => {
    const agent = await desk.http(await makeActor(organisation, { role: "agent" }));
    expect((await agent.send("GET", "/api/admin/connections")).status).toBe(403);
  });

  it("a session that is ended there loses all its connections within 2 s", async () => {
    const person = await makePerson(organisation, { name: "Val Victim" });
    const [ended, kept] = [await makeSession(person), await makeSession(person)];
    const tabs = [await desk.connect(ended), await desk.connect(ended)];
    const elsewhere = await desk.connect(kept);
    const http = await desk.http(admin);
    const began = Date.now();
    expect((await http.send("DELETE", `/api/admin/sessions/${ended.sessionId}`)).status).toBe(204);
    await until("the tabs are gone", () => tabs.every((tab) => !tab.socket.connected), 2_000);
    await until("the list knows it", async () => (await list("?q=val")).total === 1, 2_000);
    expect(Date.now() - began).toBeLessThan(2_000);
    expect(tabs.map((tab) => tab.received("session:ended")?.payload)).toEqual([
      { reason: "revoked" },
      { reason: "revoked" },
    ]);
    expect(elsewhere.socket.connected).toBe(true);
  });
});
