import { beforeAll, beforeEach, expect, it } from "vitest";
import { addAttachments } from "@/features/attachments/server/write-add";
import { addComment } from "@/features/comments/server/write-add";
import { createTicket } from "@/features/tickets/server/write-create";
import { setWatcher } from "@/features/tickets/server/write-watch";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation, makeTeam, type MadeOrganisation } from "@/testing/factories";
import { uploadRequest } from "@/testing/files";
import type { SocketClient } from "@/testing/sockets/client";
import { fetchTicket, fetchTickets } from "@/testing/views/fresh";
import { until } from "@/testing/wait";
import { startMerge } from "./write";

const desk = setUpDesk();
const input = { title: "The printer is on fire", description: "It smokes and it smells." };
let organisation: MadeOrganisation;
let admin: Actor;

beforeAll(async () => {
  organisation = await makeOrganisation();
});

beforeEach(async () => {
  admin = await makeActor(organisation, { role: "admin", passwordHash: "somebody who can sign in" });
});

const merge = (from: Actor, into: Actor) =>
  startMerge(
    admin,
    { personId: from.id, into: into.id, name: from.name, teams: "keep" },
    { key: null, address: "" },
  );

/** What a client holds is what it fetches. */
async function isCurrent(client: SocketClient): Promise<void> {
  await until("the client is idle", () => client.isIdle());
  const rows = new Map((await fetchTickets(client.http)).map((ticket) => [ticket.id, ticket]));
  expect(new Map(client.list)).toEqual(rows);
  for (const [id, view] of client.open) {
    const fresh = await fetchTicket(client.http, id);
    expect(view.state).toMatchObject(fresh ?? {});
  }
}

const merges = (client: SocketClient) =>
  client.receipts.filter(({ name, payload }) => name === "ticket:updated" && "merged" in Object(payload));

it("old state and events are a fresh fetch for everybody, and nobody hears of what they may not see", async () => {
  const sealed = await makeTeam(organisation, { isPrivate: true });
  const agent = await makeActor(organisation, { role: "agent" });
  const member = await makeActor(organisation, { role: "agent", teams: [sealed] });
  const from = await makeActor(organisation, { name: "Berta Old" });
  const into = await makeActor(organisation, { name: "Berta New" });
  const colleague = await makeActor(organisation);
  const unrelated = await makeActor(organisation);
  const filed = await createTicket(from, input);
  await addComment(from, { ticket: filed.id, body: "Still burning" });
  await addAttachments(from, {
    ticket: filed.id,
    request: await uploadRequest({
      ticket: filed.id,
      parts: [{ name: "file", content: "smoke", filename: "smoke.txt" }],
    }),
  });
  const inSealed = await createTicket(admin, { ...input, teamId: sealed.id, requesterId: from.id });
  const watched = await createTicket(colleague, input);
  await setWatcher(admin, { ticket: watched.id, personId: from.id, isWatching: true });
  await addComment(from, { ticket: watched.id, body: "Here, too" });
  const clients = {
    into: await desk.connect(into),
    from: await desk.connect(from),
    agent: await desk.connect(agent),
    member: await desk.connect(member),
    colleague: await desk.connect(colleague),
    unrelated: await desk.connect(unrelated),
  };
  clients.agent.watch(filed.id);
  clients.agent.watch(watched.id);
  clients.member.watch(inSealed.id);
  clients.colleague.watch(watched.id);
  await until("all are there", () => Object.values(clients).every((one) => one.isIdle()));
  const seen = clients.unrelated.receipts.length;
  await merge(from, into);
  await until("staff heard of the sealed one", () => merges(clients.member).length === 3);
  await until("the other account has come back", () => clients.into.counts.connections === 2);
  clients.into.watch(filed.id);
  for (const client of [clients.into, clients.agent, clients.member, clients.colleague, clients.unrelated]) {
    await isCurrent(client);
  }
  expect([...clients.into.list.keys()].sort()).toEqual([filed.id, inSealed.id, watched.id].sort());
  expect(merges(clients.agent).map(({ payload }) => Reflect.get(Object(payload), "ticketId"))).not.toContain(
    inSealed.id,
  );
  expect(merges(clients.colleague)).toHaveLength(1);
  const rest = clients.unrelated.receipts.slice(seen).filter(({ name }) => !name.startsWith("presence"));
  expect(rest).toEqual([]);
  expect(clients.from.received("session:ended")).toBeDefined();
  expect(merges(clients.from)).toEqual([]);
});

it("where only notes become another's, the requester's versions go on without a gap and hear nothing", async () => {
  const from = await makeActor(organisation, { role: "agent", name: "Agent Old" });
  const into = await makeActor(organisation, { role: "agent", name: "Agent New" });
  const requester = await makeActor(organisation);
  const { id } = await createTicket(requester, input);
  await addComment(from, { ticket: id, body: "A secret note", internal: true });
  const [mine, staff] = [await desk.connect(requester), await desk.connect(into)];
  mine.watch(id);
  staff.watch(id);
  await until("both are there", () => mine.isIdle() && staff.isIdle());
  await merge(from, into);
  await addComment(admin, { ticket: id, body: "A public answer" });
  await until("the answer came", () => mine.received("comment:added") !== undefined);
  await isCurrent(mine);
  await isCurrent(staff);
  expect(merges(mine)).toEqual([]);
  expect(mine.counts.gaps).toBe(0);
  expect(JSON.stringify(mine.receipts)).not.toContain("secret");
});
