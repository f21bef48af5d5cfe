import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
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
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const desk = setUpDesk();
const input = { title: "The printer is on fire", description: "It smokes and it smells." };
let organisation: MadeOrganisation;
let requester: Actor;
let agent: Actor;
let ticketId: string;

beforeAll(async () => {
  organisation = await makeOrganisation();
});

beforeEach(async () => {
  requester = await makeActor(organisation);
  agent = await makeActor(organisation, { role: "agent" });
  ticketId = (await createTicket(requester, input)).id;
});

const refused = (code: string) => ({ ok: false, error: { code, message: expect.any(String) } });
const join = (client: SocketClient) => client.ask("ticket:join", { ticketId });
const received = (client: SocketClient, name: string) =>
  client.receipts.filter((one) => one.name === name).map((one) => one.payload);

describe("everything that a client sends is answered", () => {
  it("malformed, unknown, empty and oversized messages too", async () => {
    const client = await desk.connect(requester);
    for (const data of [
      null,
      undefined,
      7,
      "text",
      [],
      {},
      { ticketId: 5 },
      { ticketId: "nope" },
      { ticketId, since: -1 },
      { ticketId, since: 1.5 },
      { ticketId, since: "1" },
    ]) {
      expect(await client.ask("ticket:join", data)).toMatchObject(refused("invalid"));
    }
    expect(await client.ask("ticket:explode", {})).toMatchObject(refused("bad_request"));
    expect(await client.ask("__proto__", {})).toMatchObject(refused("bad_request"));
    expect(await client.ask("ticket:join", { ticketId, more: "x".repeat(70_000) })).toMatchObject(
      refused("too_large"),
    );
    expect(await client.ask("ticket:join", { ticketId: new Uint8Array(70_000) })).toMatchObject({
      ok: false,
    });
    expect(await join(client)).toEqual({ ok: true, version: 1 });
  });

  it("but over a megabyte the socket is disconnected", async () => {
    const client = await desk.connect(requester);
    client.socket.emit("ticket:join", { ticketId, more: "x".repeat(1_100_000) });
    await until("it is disconnected", () => client.counts.connections > 1 || !client.socket.connected);
  });

  it("another person's ticket, one of another organisation and one that does not exist all get the same answer", async () => {
    const unrelated = await desk.connect(await makeActor(organisation));
    const elsewhere = await makeActor(await makeOrganisation({ host: "other.example" }), { role: "admin" });
    const theirs = await createTicket(elsewhere, input);
    const staff = await desk.connect(agent);
    const missing = "01890000-0000-7000-8000-000000000000";
    const answers = [
      await join(unrelated),
      await unrelated.ask("ticket:join", { ticketId: missing }),
      await staff.ask("ticket:join", { ticketId: theirs.id, since: 0 }),
    ];
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    expect(answers[0]).toMatchObject(refused("not_found"));
    for (const name of ["typing:start", "typing:stop", "ticket:read"]) {
      expect(await unrelated.ask(name, { ticketId, version: 1 })).toMatchObject(refused("not_found"));
    }
  });

  it("too far behind, or ahead, is asked to fetch afresh", async () => {
    const client = await desk.connect(requester);
    expect(await client.ask("ticket:join", { ticketId, since: 99 })).toEqual({
      ok: true,
      version: 1,
      resync: true,
    });
    for (let count = 0; count < 201; count++) {
      await addComment(agent, { ticket: ticketId, body: `Comment ${count}` });
    }
    expect(await client.ask("ticket:join", { ticketId, since: 1 })).toEqual({
      ok: true,
      version: 202,
      resync: true,
    });
    expect(await client.ask("ticket:join", { ticketId, since: 172 })).toMatchObject({
      ok: true,
      version: 202,
      events: expect.any(Array),
    });
  });
});

describe("typing", () => {
  it("of a requester reaches staff by name, of staff the requester as Support, and never the sender", async () => {
    const [mine, staff, colleague] = [
      await desk.connect(requester),
      await desk.connect(agent),
      await desk.connect(await makeActor(organisation, { role: "agent" })),
    ];
    await Promise.all([mine, staff, colleague].map(join));
    expect(await mine.ask("typing:start", { ticketId })).toEqual({ ok: true });
    await until(
      "staff received it",
      () =>
        received(staff, "typing:started").length === 1 && received(colleague, "typing:started").length === 1,
    );
    expect(received(staff, "typing:started")).toEqual([
      { ticketId, user: { id: requester.id, name: requester.name }, internal: false },
    ]);
    await staff.ask("typing:start", { ticketId });
    await until("the requester received it", () => received(mine, "typing:started").length === 1);
    expect(received(mine, "typing:started")).toEqual([
      { ticketId, user: { id: null, name: "Support" }, internal: false },
    ]);
    await until("the colleague received both", () => received(colleague, "typing:started").length === 2);
    expect(received(colleague, "typing:started")[1]).toMatchObject({ user: { id: agent.id } });
    expect(received(staff, "typing:started")).toHaveLength(1);
    expect(JSON.stringify(mine.receipts.slice(1))).not.toContain(agent.name);
  });

  it("of a note reaches staff alone, and only those who may write notes can say so", async () => {
    const viewer = await makeActor(organisation, { role: "viewer" });
    const [mine, staff, looking] = [
      await desk.connect(requester),
      await desk.connect(agent),
      await desk.connect(viewer),
    ];
    await Promise.all([mine, staff, looking].map(join));
    expect(await mine.ask("typing:start", { ticketId, internal: true })).toMatchObject(refused("forbidden"));
    expect(await looking.ask("typing:start", { ticketId, internal: true })).toMatchObject(
      refused("forbidden"),
    );
    expect(await staff.ask("typing:start", { ticketId, internal: true })).toEqual({ ok: true });
    await until("the viewer received it", () => received(looking, "typing:started").length === 1);
    await staff.ask("typing:stop", { ticketId, internal: true });
    await until("the viewer received the end", () => received(looking, "typing:stopped").length === 1);
    expect(mine.names().filter((name) => name.startsWith("typing"))).toEqual([]);
  });

  it("is shown of nobody who cannot answer there: a viewer only writes in a ticket of their own", async () => {
    const viewer = await makeActor(organisation, { role: "viewer" });
    const own = await createTicket(viewer, input);
    const [mine, looking] = [await desk.connect(requester), await desk.connect(viewer)];
    await join(mine);
    await join(looking);
    expect(await looking.ask("typing:start", { ticketId })).toMatchObject(refused("forbidden"));
    await looking.ask("ticket:join", { ticketId: own.id });
    expect(await looking.ask("typing:start", { ticketId: own.id })).toEqual({ ok: true });
    expect(received(mine, "typing:started")).toEqual([]);
  });

  it("stops by itself after five seconds, on its message, and when the socket goes; saying it again says nothing new", async () => {
    const [mine, staff] = [await desk.connect(requester), await desk.connect(agent)];
    await Promise.all([mine, staff].map(join));
    await mine.ask("typing:start", { ticketId });
    await mine.ask("typing:start", { ticketId });
    const began = performance.now();
    await until("it stopped by itself", () => received(staff, "typing:stopped").length === 1, 6_500);
    expect(performance.now() - began).toBeGreaterThan(4_500);
    expect(received(staff, "typing:started")).toHaveLength(1);
    await mine.ask("typing:start", { ticketId });
    mine.close();
    await until("it stopped with the socket", () => received(staff, "typing:stopped").length === 2);
  });

  it("is not announced in a ticket that was not joined, nor after leaving it", async () => {
    const [mine, staff] = [await desk.connect(requester), await desk.connect(agent)];
    expect(await mine.ask("typing:start", { ticketId })).toMatchObject(refused("not_found"));
    await Promise.all([mine, staff].map(join));
    await mine.ask("ticket:leave", { ticketId });
    expect(await mine.ask("typing:start", { ticketId })).toMatchObject(refused("not_found"));
    expect(received(staff, "typing:started")).toEqual([]);
  });
});

describe("a guest", () => {
  it("receives the ticket of the link and nothing else, even after leaving it", async () => {
    const person = await makePerson(organisation, { role: "guest" });
    const admin = await makeActor(organisation, { role: "admin" });
    const theirs = await createTicket(admin, { ...input, requesterId: person.id });
    const guest = await desk.connect(await makeSession(person, { kind: "guest", guestTicketId: theirs.id }));
    expect(await guest.ask("ticket:join", { ticketId })).toMatchObject(refused("not_found"));
    await guest.ask("ticket:leave", { ticketId: theirs.id });
    await addComment(agent, { ticket: ticketId, body: "For somebody else" });
    await addComment(agent, { ticket: theirs.id, body: "Among ourselves", internal: true });
    await addComment(agent, { ticket: theirs.id, body: "For the guest" });
    await until("the guest received it", () => received(guest, "ticket:activity").length === 1);
    // The ticket was filed a moment before they came: whether they still receive that depends on the reader.
    const since = guest.names().filter((name) => name !== "ticket:created");
    expect(since).toEqual(["comment:added", "ticket:activity"]);
    expect(JSON.stringify(received(guest, "comment:added"))).toContain("For the guest");
  });
});

it("reading is announced to the reader's own other tabs, where they are staff, and to nobody else's", async () => {
  const tab = await desk.connect(agent);
  const other = await desk.connect(agent);
  const colleague = await desk.connect(await makeActor(organisation, { role: "agent" }));
  const [mine, mineToo] = [await desk.connect(requester), await desk.connect(requester)];
  expect(await tab.ask("ticket:read", { ticketId, version: 1 })).toMatchObject({ ok: true });
  expect(await mine.ask("ticket:read", { ticketId, version: 1 })).toMatchObject({ ok: true });
  await until("the other tab was notified", () => received(other, "ticket:read").length === 1);
  await until("the requester's reading was read", () => received(mineToo, "ticket:seen").length === 1);
  expect([colleague, mine, mineToo].flatMap((client) => received(client, "ticket:read"))).toEqual([]);
});

it("reading tells staff who read, and the requester only that somebody did", async () => {
  const [mine, staff] = [await desk.connect(requester), await desk.connect(agent)];
  await Promise.all([mine, staff].map(join));
  expect(await staff.ask("ticket:read", { ticketId, version: 1 })).toEqual({ ok: true, lastReadVersion: 1 });
  await until("the requester was notified", () => received(mine, "ticket:seen").length === 1);
  expect(received(mine, "ticket:seen")).toEqual([{ ticketId, at: expect.any(String) }]);
  await until("staff were notified", () => received(staff, "ticket:read").length === 1);
  expect(received(staff, "ticket:read")).toEqual([{ ticketId, userId: agent.id, readVersion: 1 }]);
  expect(received(mine, "ticket:read")).toEqual([]);
});
