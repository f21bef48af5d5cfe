import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createTicket } from "@/features/tickets/server/write-create";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const desk = setUpDesk();
let organisation: MadeOrganisation | undefined;
let admin: Actor;
let agent: Actor;
let requester: Actor;
let newcomer: Actor;
let ticketId: string;

beforeEach(async () => {
  organisation ??= await makeOrganisation();
  admin = await makeActor(organisation, { role: "admin" });
  agent = await makeActor(organisation, { role: "agent" });
  newcomer = await makeActor(organisation, { role: "viewer" });
  requester = await makeActor(organisation);
  ticketId = (
    await createTicket(requester, { title: "It stands still", description: "Nothing moves any more." })
  ).id;
});

const joined = async (actor: Actor) => {
  const client = await desk.connect(actor);
  expect(await client.ask("ticket:join", { ticketId })).toMatchObject({ ok: true });
  return client;
};

describe("old state + event = fresh fetch, for events that are in no log", () => {
  it("presence: the first list with every change applied is the list that a new connection gets", async () => {
    const entries = z.array(z.object({ userId: z.string(), status: z.string(), lastSeenAt: z.string() }));
    const onlineOf = (client: SocketClient) =>
      entries.parse(Reflect.get(Object(client.received("session:ready")?.payload), "online"));
    const client = await desk.connect(admin);
    const [coming, going] = [await desk.connect(agent), await desk.connect(requester)];
    await coming.ask("presence:set", { status: "away" });
    going.close();
    const left = { userId: requester.id, status: "offline" };
    await until("all of it was announced", () =>
      client.receipts.some(({ name, payload }) => name === "presence:changed" && isPart(left, payload)),
    );
    const state = new Map(onlineOf(client).map((entry) => [entry.userId, entry.status]));
    for (const { name, payload } of client.receipts) {
      if (name === "presence:changed") {
        const { userId, status } = z.object({ userId: z.string(), status: z.string() }).parse(payload);
        state.set(userId, status);
      }
    }
    const fresh = onlineOf(await desk.connect(newcomer)).filter(({ userId }) => userId !== newcomer.id);
    const present = [...state].filter(([, status]) => status !== "offline");
    expect(new Map(fresh.map(({ userId, status }) => [userId, status]))).toEqual(new Map(present));
    expect(present).toContainEqual([agent.id, "away"]);
  });

  it("viewers of a ticket: the last event is what a join answers", async () => {
    const [client, other] = [await joined(admin), await joined(agent)];
    await other.ask("typing:start", { ticketId, internal: true });
    const viewers = z.object({ viewers: z.array(z.looseObject({ userId: z.string(), state: z.string() })) });
    await until("it was announced", () => {
      const last = client.receipts.findLast(({ name }) => name === "ticket:viewers");
      return viewers.safeParse(last?.payload).data?.viewers.some(({ state }) => state === "typing") ?? false;
    });
    const last = viewers.parse(client.receipts.findLast(({ name }) => name === "ticket:viewers")?.payload);
    const answer = viewers.parse(await client.ask("ticket:join", { ticketId }));
    expect(answer.viewers).toEqual(last.viewers);
    expect(answer.viewers.map(({ userId }) => userId).sort()).toEqual([admin.id, agent.id].sort());
  });
});

function isPart(wanted: object, whole: unknown): boolean {
  return Object.entries(wanted).every(([name, value]) => Reflect.get(Object(whole), name) === value);
}
