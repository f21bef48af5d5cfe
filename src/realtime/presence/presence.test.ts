import { beforeAll, describe, expect, it } from "vitest";
import { createTicket } from "@/features/tickets/server/write-create";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { updateTicket } from "@/features/tickets/server/write-update";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeSession,
  makeTeam,
  type MadeOrganisation,
} from "@/testing/factories";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const desk = setUpDesk();
let organisation: MadeOrganisation;
let agent: Actor;
let viewer: Actor;
let requester: Actor;

beforeAll(async () => {
  organisation = await makeOrganisation();
  agent = await makeActor(organisation, { role: "agent", name: "Ada Agent" });
  viewer = await makeActor(organisation, { role: "viewer", name: "Vera Viewer" });
  requester = await makeActor(organisation, { name: "Rita Requester" });
});

const payloads = (client: SocketClient, name: string): unknown[] =>
  client.receipts.filter((receipt) => receipt.name === name).map((receipt) => receipt.payload);
const received = (client: SocketClient, about: Actor): unknown[] =>
  payloads(client, "presence:changed").filter(
    (payload) => Reflect.get(Object(payload), "userId") === about.id,
  );
const last = (client: SocketClient, name: string): unknown => payloads(client, name).at(-1);

describe("presence", () => {
  it("tells staff who comes with a first socket and goes with the last, and nobody else", async () => {
    const watching = await desk.connect(viewer);
    const outside = await desk.connect(requester);
    const of = (actor: Actor) => received(watching, actor);
    expect(watching.received("session:ready")?.payload).toMatchObject({
      online: expect.arrayContaining([
        { userId: viewer.id, status: "online", lastSeenAt: expect.any(String) },
      ]),
    });
    const first = await desk.connect(agent);
    const second = await desk.connect(agent);
    await until("staff know that the agent is there", () => of(agent).length === 1);
    expect(of(agent)).toEqual([{ userId: agent.id, status: "online", lastSeenAt: expect.any(String) }]);
    expect(await first.ask("presence:set", { status: "away" })).toEqual({ ok: true });
    expect(await second.ask("presence:set", { status: "away" })).toEqual({ ok: true });
    await until("staff know that the agent is away", () => of(agent).length === 2);
    expect(of(agent)[1]).toMatchObject({ status: "away" });
    first.close();
    second.close();
    await until("staff know that the agent is gone", () => of(agent).length === 3);
    expect(of(agent)[2]).toMatchObject({ status: "offline" });
    expect(payloads(outside, "presence:changed")).toEqual([]);
    expect(outside.received("session:ready")?.payload).not.toHaveProperty("online");
  });

  it("does not end when a page is reloaded", async () => {
    const colleague = await makeActor(organisation, { role: "agent", name: "Cora Colleague" });
    const watching = await desk.connect(viewer);
    const [first, leaving] = [await desk.connect(agent), await desk.connect(colleague)];
    first.close();
    await desk.connect(agent);
    // The offline event of a person who leaves later has come: by then the other's would have come too.
    leaving.close();
    await until("the colleague is gone", () =>
      received(watching, colleague).some((payload) => JSON.stringify(payload).includes("offline")),
    );
    expect(
      received(watching, agent).filter((payload) => JSON.stringify(payload).includes("offline")),
    ).toEqual([]);
  });

  it("is stored when they go, so that it can be fetched later", async () => {
    const colleague = await makeActor(organisation, { role: "agent" });
    const lastSeen = async (): Promise<number> => {
      const { rows } = await pool().query<{ last_seen_at: Date | null }>(
        "SELECT last_seen_at FROM people WHERE id = $1",
        [colleague.id],
      );
      return rows[0]?.last_seen_at?.getTime() ?? 0;
    };
    const client = await desk.connect(colleague);
    expect(await lastSeen()).toBe(0);
    const closedAt = Date.now();
    client.close();
    await until("it is noted", async () => (await lastSeen()) > 0);
    expect(Math.abs((await lastSeen()) - closedAt)).toBeLessThan(3_000);
  });

  it("says nothing of guests, neither that they came nor that they look at their ticket", async () => {
    const person = await makePerson(organisation, { role: "guest", name: "Gus Guest" });
    const { id: ticketId } = await createTicket(agent, {
      title: "A guest's question",
      description: "Asked without an account.",
      requesterId: person.id,
    });
    const watching = await desk.connect(viewer);
    await watching.ask("ticket:join", { ticketId });
    const guest = await desk.connect(await makeSession(person, { kind: "guest", guestTicketId: ticketId }));
    const other = await desk.connect(agent);
    await other.ask("ticket:join", { ticketId });
    await until("the agent is shown", () =>
      JSON.stringify(last(watching, "ticket:viewers")).includes(agent.id),
    );
    expect(JSON.stringify(payloads(watching, "ticket:viewers"))).not.toContain(person.id);
    guest.close();
    other.close();
    await until("the agent is gone", () =>
      received(watching, agent).some((payload) => JSON.stringify(payload).includes("offline")),
    );
    expect(received(watching, { ...agent, id: person.id })).toEqual([]);
  });

  it.each([{}, { status: "busy" }, { status: 1 }, null, "online"])("refuses %j", async (data) => {
    const client = await desk.connect(agent);
    expect(await client.ask("presence:set", data)).toMatchObject({ ok: false, error: { code: "invalid" } });
  });
});

describe("viewers of a ticket", () => {
  it("are announced to staff who have it open: who views, types, is away and leaves", async () => {
    const { id: ticketId } = await createTicket(requester, {
      title: "Who is looking",
      description: "At this very ticket.",
    });
    const [mine, ada, vera] = [
      await desk.connect(requester),
      await desk.connect(agent),
      await desk.connect(viewer),
    ];
    expect(await mine.ask("ticket:join", { ticketId })).not.toHaveProperty("viewers");
    await ada.ask("ticket:join", { ticketId });
    const answer = await vera.ask("ticket:join", { ticketId });
    expect(answer?.["viewers"]).toEqual([
      { userId: agent.id, name: "Ada Agent", state: "viewing" },
      { userId: requester.id, name: "Rita Requester", state: "viewing" },
      { userId: viewer.id, name: "Vera Viewer", state: "viewing" },
    ]);
    const shows = (state: string, actor: Actor) =>
      until(`${actor.name} is ${state}`, () =>
        JSON.stringify(last(ada, "ticket:viewers") ?? null).includes(
          `"userId":"${actor.id}","name":"${actor.name}","state":"${state}"`,
        ),
      );
    await shows("viewing", viewer);
    await mine.ask("typing:start", { ticketId });
    await shows("typing", requester);
    await mine.ask("typing:stop", { ticketId });
    await shows("viewing", requester);
    await vera.ask("presence:set", { status: "away" });
    await shows("away", viewer);
    await vera.ask("ticket:leave", { ticketId });
    mine.close();
    await until(
      "only Ada is left",
      () =>
        JSON.stringify(last(ada, "ticket:viewers")) ===
        JSON.stringify({ ticketId, viewers: [{ userId: agent.id, name: "Ada Agent", state: "viewing" }] }),
    );
    expect(payloads(mine, "ticket:viewers")).toEqual([]);
  });

  it("go when they lose access to it", async () => {
    const sealed = await makeTeam(organisation, { isPrivate: true });
    const { id: ticketId } = await createTicket(requester, {
      title: "Who is looking",
      description: "At this very ticket.",
    });
    const watcher = await makeActor(organisation);
    await setWatcher(agent, { ticket: ticketId, personId: watcher.id, isWatching: true });
    const admin = await makeActor(organisation, { role: "admin" });
    const [ada, wanda, boss] = [
      await desk.connect(agent),
      await desk.connect(watcher),
      await desk.connect(admin),
    ];
    await Promise.all([ada, wanda, boss].map((client) => client.ask("ticket:join", { ticketId })));
    await until("all are there", () =>
      JSON.stringify(last(boss, "ticket:viewers") ?? null).includes(watcher.id),
    );
    await setWatcher(admin, { ticket: ticketId, personId: watcher.id, isWatching: false });
    await updateTicket(admin, { ticket: ticketId, teamId: sealed.id });
    await until(
      "the admin is alone",
      () => JSON.stringify(last(boss, "ticket:viewers")).match(/userId/g)?.length === 1,
    );
  });
});

it("a socket that sends too much is answered rate_limited, each time, and can go on when it slows down", async () => {
  const client = await desk.connect(agent);
  const answers = await Promise.all(
    Array.from({ length: 800 }, () => client.ask("presence:set", { status: "online" })),
  );
  const codes = answers.map((answer) =>
    answer === null ? "silence" : answer.ok ? "ok" : (answer.error?.code ?? ""),
  );
  expect(new Set(codes)).toEqual(new Set(["ok", "rate_limited"]));
  await until("it may speak again", async () => {
    const answer = await client.ask("presence:set", { status: "online" });
    return answer?.ok === true;
  });
});
