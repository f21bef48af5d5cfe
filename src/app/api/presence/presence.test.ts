import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { createTicket } from "@/features/tickets/server/write-create";
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
let viewer: Actor;

beforeAll(async () => {
  organisation = await makeOrganisation();
  viewer = await makeActor(organisation, { role: "viewer" });
});

const entrySchema = z.strictObject({
  userId: z.string(),
  status: z.enum(["online", "away", "offline"]),
  lastSeenAt: z.iso.datetime(),
});
const pageSchema = z.strictObject({ items: z.array(entrySchema), nextCursor: z.string().nullable() });
const listed = async (query = "") =>
  pageSchema.parse(await (await desk.http(viewer)).get(`/api/presence${query}`));
const idsOf = async () => (await listed()).items.map(({ userId }) => userId);

it("staff read who is online and who is away, until they have gone; another organisation's read nothing of it", async () => {
  const agent = await makeActor(organisation, { role: "agent" });
  const requester = await makeActor(organisation);
  expect(await listed()).toEqual({ items: [], nextCursor: null });
  await desk.connect(requester);
  const there = await desk.connect(agent);
  await until("both are listed", async () => (await idsOf()).length === 2);
  // Staff come first, no matter who came first.
  expect(await idsOf()).toEqual([agent.id, requester.id]);
  const stateOf = async (id: string) => (await listed()).items.find(({ userId }) => userId === id)?.status;
  expect(await stateOf(agent.id)).toBe("online");
  await there.ask("presence:set", { status: "away" });
  await until("the agent is away", async () => (await stateOf(agent.id)) === "away");

  const other = await makeOrganisation({ host: "other.example" });
  const theirs = await callRoute(GET, {
    path: "/api/presence",
    as: await makeActor(other, { role: "admin" }),
    headers: { host: "other.example" },
  });
  expect([theirs.status, theirs.body]).toEqual([200, { items: [], nextCursor: null }]);

  there.close();
  await until("the agent is gone", async () => (await stateOf(agent.id)) === undefined);
  expect(await stateOf(requester.id)).toBe("online");
});

it("it comes in pages where a limit is given, and never lists guests", async () => {
  await until("those of before are gone", async () => (await idsOf()).length === 0);
  const agents = [
    await makeActor(organisation, { role: "agent" }),
    await makeActor(organisation, { role: "agent" }),
  ];
  const { id: guestTicketId } = await createTicket(viewer, {
    title: "A guest's question",
    description: "Asked without an account.",
  });
  const guest = await makePerson(organisation, { role: "guest" });
  await desk.connect(await makeSession(guest, { kind: "guest", guestTicketId }));
  for (const agent of agents) {
    await desk.connect(agent);
  }
  await until("both are listed", async () => (await idsOf()).length === 2);
  const first = await listed("?limit=1");
  expect(first.items).toHaveLength(1);
  const rest = await listed(`?limit=100&cursor=${first.nextCursor}`);
  expect([...first.items, ...rest.items].map(({ userId }) => userId).sort()).toEqual(
    agents.map(({ id }) => id).sort(),
  );
  expect(rest.nextCursor).toBeNull();
});
