import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { cannedReplySchema, type CannedReplyPatch } from "@/features/canned-replies/schema";
import { changeCannedReply, deleteCannedReply } from "@/features/canned-replies/server/write";
import { pool } from "@/server/database/database";
import { LIBRARY_KINDS } from "@/shared/protocol/shapes";
import type { Actor } from "@/shared/roles";
import { makeCannedReply } from "@/testing/desk/library";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation, makePerson, makeSession, makeTeam } from "@/testing/factories";
import type { MadeOrganisation, MadeTeam } from "@/testing/factories";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const desk = setUpDesk();
const BY = { key: null, address: "" };
const WHO = ["admin", "viewer", "member", "owner", "outsider", "requester", "requesterInTeam"] as const;
type Who = (typeof WHO)[number];
const USERS: readonly Who[] = ["admin", "viewer", "member", "owner", "outsider"];

let organisation: MadeOrganisation;
let sealed: MadeTeam;
let cast: Record<Who, Actor>;

beforeAll(async () => {
  organisation = await makeOrganisation();
  sealed = await makeTeam(organisation, { isPrivate: true });
  const inTeam = async (role: "agent" | "user") =>
    makeSession(await makePerson(organisation, { role, teams: [sealed] }));
  cast = {
    admin: await makeActor(organisation, { role: "admin" }),
    viewer: await makeActor(organisation, { role: "viewer" }),
    member: await inTeam("agent"),
    owner: await inTeam("agent"),
    outsider: await makeActor(organisation, { role: "agent" }),
    requester: await makeActor(organisation),
    requesterInTeam: await inTeam("user"),
  };
});
beforeEach(async () => {
  await pool().query("DELETE FROM canned_replies");
});

const payloadSchema = z.strictObject({ kind: z.enum(LIBRARY_KINDS), id: z.string() });
const pageSchema = z.object({ items: z.array(cannedReplySchema) });
const fetched = async (client: SocketClient) =>
  pageSchema.parse(await client.http.get("/api/canned-replies?limit=100")).items;

/** What these people hold before and after a change, and who received that something is another. */
async function during(
  work: () => Promise<unknown>,
): Promise<Record<Who, { changed: boolean; received: boolean }>> {
  const clients = new Map<Who, SocketClient>();
  const before = new Map<Who, unknown>();
  for (const who of WHO) {
    const client = await desk.connect(cast[who]);
    clients.set(who, client);
    before.set(who, USERS.includes(who) ? await fetched(client) : []);
  }
  const seen = new Map([...clients].map(([who, client]) => [who, client.receipts.length]));
  await work();
  // What follows in the log has come to everybody.
  const answer = await (
    await desk.http(cast.admin)
  ).send("PATCH", "/api/admin/settings", { name: `Name ${Math.random()}` });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const result: Partial<Record<Who, { changed: boolean; received: boolean }>> = {};
  for (const [who, client] of clients) {
    const since = () => client.receipts.slice(seen.get(who));
    await until(`${who} received what follows`, () =>
      since().some(({ name }) => name === "organisation:changed"),
    );
    const events = since().filter(({ name }) => name === "library:changed");
    events.forEach(({ payload }) => payloadSchema.parse(payload));
    const after = USERS.includes(who) ? await fetched(client) : [];
    result[who] = {
      changed: JSON.stringify(after) !== JSON.stringify(before.get(who)),
      received: events.length > 0,
    };
  }
  return z.record(z.enum(WHO), z.object({ changed: z.boolean(), received: z.boolean() })).parse(result);
}

const whoReceived = (result: Awaited<ReturnType<typeof during>>): Who[] =>
  WHO.filter((who) => result[who].received);

describe("old state + library:changed, and what is fetched then = fresh fetch", () => {
  const REST = { name: "Try again", body: "Please try again." };
  const PLACES: [string, () => Promise<{ id: string }>, Who[]][] = [
    ["of one person", () => makeCannedReply(cast.owner, REST), ["owner"]],
    [
      "of a team",
      () => makeCannedReply(cast.owner, { ...REST, scope: "team", teamId: sealed.id }),
      ["admin", "member", "owner"],
    ],
    [
      "of the organisation",
      () => makeCannedReply(cast.admin, { ...REST, scope: "organisation" }),
      ["admin", "viewer", "member", "owner", "outsider"],
    ],
  ];

  it.each(PLACES)(
    "%s: who sees it receives that it was made, changed and deleted, and nobody else",
    async (what, make, expected) => {
      const by = what === "of the organisation" ? cast.admin : cast.owner;
      let id = "";
      const works: (() => Promise<unknown>)[] = [
        async () => {
          ({ id } = await make());
        },
        () => changeCannedReply(by, { id, patch: { body: "Try once more." } }, BY),
        () => deleteCannedReply(by, id, BY),
      ];
      for (const work of works) {
        const result = await during(work);
        expect(whoReceived(result)).toEqual(expected);
        expect(WHO.filter((who) => result[who].changed)).toEqual(expected);
      }
    },
  );

  it("who sees it no more, or anew, receives it", async () => {
    const { id } = await makeCannedReply(cast.admin, { ...REST, scope: "organisation" });
    const give = (patch: CannedReplyPatch) => during(() => changeCannedReply(cast.admin, { id, patch }, BY));
    expect(whoReceived(await give({ scope: "team", teamId: sealed.id }))).toEqual(USERS);
    expect(whoReceived(await give({ scope: "mine" }))).toEqual(["admin", "member", "owner"]);
    expect(whoReceived(await give({ name: "Mine alone" }))).toEqual(["admin"]);
  });
});

it("a team's are lost at once by anybody who leaves it", async () => {
  const person = await makePerson(organisation, { role: "agent", teams: [sealed] });
  const client = await desk.connect(await makeSession(person));
  const { id } = await makeCannedReply(cast.admin, {
    name: "Among us",
    body: "It was the router.",
    scope: "team",
    teamId: sealed.id,
  });
  await until("it came", () => client.received("library:changed") !== undefined);
  expect(await fetched(client)).toHaveLength(1);
  const http = await desk.http(cast.admin);
  await desk.whileNobodyReads(async () => {
    expect((await http.send("PATCH", `/api/admin/users/${person.id}`, { teamIds: [] })).status).toBe(200);
    expect(await fetched(client)).toEqual([]);
    expect((await client.http.send("GET", `/api/canned-replies/${id}`)).status).toBe(404);
    await changeCannedReply(cast.admin, { id, patch: { name: "Among us still" } }, BY);
  });
  await until("they came back", () => client.counts.connections === 2 && client.isIdle());
  expect(client.receipts.filter(({ name }) => name === "library:changed")).toHaveLength(1);
});
