import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { asStored } from "@/testing/notices";
import { noticeSchema, eventNoticeSchema } from "@/features/notices/schema";
import { raiseNotice } from "@/features/notices/server/write";
import { ticketReaderSchema, ticketSchema } from "@/features/tickets/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { transaction } from "@/server/database/database";
import type { EventType } from "@/shared/events";
import type { VersionedEventType } from "@/shared/versioned-events";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation, makeTeam, type MadeOrganisation } from "@/testing/factories";
import { fetchTickets } from "@/testing/views/fresh";
import { fetchNotifications, followNotifications } from "@/testing/notifications";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const desk = setUpDesk();
let organisation: MadeOrganisation;
let sealed: { id: string };
let admin: Actor;
let agent: Actor;
let requester: Actor;
let ticketId: string;

beforeAll(async () => {
  organisation = await makeOrganisation();
  sealed = await makeTeam(organisation, { isPrivate: true });
});
beforeEach(async () => {
  admin = await makeActor(organisation, { role: "admin" });
  agent = await makeActor(organisation, { role: "agent" });
  requester = await makeActor(organisation);
  ticketId = (
    await createTicket(requester, { title: "It stands still", description: "Nothing moves any more." })
  ).id;
});

const readersSchema = z.object({ items: z.array(ticketReaderSchema) });
const noticesSchema = z.object({ items: z.array(noticeSchema) });
const readSchema = z.object({ ticketId: z.string(), userId: z.string(), readVersion: z.number() });

/** Waits for an event of this name and returns the last, in the shape that it must have. */
async function received<Shape extends z.ZodType>(
  client: SocketClient,
  name: string,
  shape: Shape,
): Promise<z.output<Shape>> {
  await until(`${name} was received`, () => client.received(name) !== undefined);
  return shape.parse(client.receipts.findLast((receipt) => receipt.name === name)?.payload);
}

const send = async (actor: Actor, method: string, path: string, body?: unknown) => {
  const answer = await (await desk.http(actor)).send(method, path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
};
const joined = async (actor: Actor) => {
  const client = await desk.connect(actor);
  expect(await client.ask("ticket:join", { ticketId })).toMatchObject({ ok: true });
  return client;
};
const fetched = async (client: SocketClient) =>
  ticketSchema.parse(await client.http.get(`/api/tickets/${ticketId}`));
const holdsWhatIsFetched = async (client: SocketClient) => {
  const fresh = new Map((await fetchTickets(client.http)).map((ticket) => [ticket.id, ticket]));
  expect(new Map(client.list)).toEqual(fresh);
  return [...fresh.keys()];
};

type Case = [what: string, check: () => Promise<void>];
type Away = "account:changed" | "person:renamed" | "session:started" | "audit:added" | "notification:choices";
type Elsewhere = Away | `${"assignment" | "announcement" | "library" | "organisation"}:${string}`;
/** Every event type without a version has its cases here: a new type does not compile without them. Those of Elsewhere are in account-events.test.ts, audit-events.test.ts, assignment-events.test.ts, announcement-events.test.ts, library-events.test.ts and look-events.test.ts. */
const CASES: Record<Exclude<EventType, VersionedEventType | Elsewhere>, Case[]> = {
  "ticket:read": [
    [
      "staff's list of readers, with it, is the list that is fetched; it is not sent to the public audience",
      async () => {
        const [client, mine] = [await joined(admin), await joined(requester)];
        const before = readersSchema.parse(await client.http.get(`/api/tickets/${ticketId}/read`)).items;
        await send(agent, "POST", `/api/tickets/${ticketId}/read`, { version: 1 });
        const { userId, readVersion } = await received(client, "ticket:read", readSchema);
        const fresh = readersSchema.parse(await client.http.get(`/api/tickets/${ticketId}/read`)).items;
        const after = [...before.map(({ person, version }) => [person.id, version]), [userId, readVersion]];
        expect(new Map(fresh.map(({ person, version }) => [person.id, version]))).toEqual(
          new Map(after.map(([id, version]) => [id, version])),
        );
        expect(mine.received("ticket:read")).toBeUndefined();
      },
    ],
    [
      "the reader's other tabs, with it, know where they stand",
      async () => {
        const client = await joined(agent);
        await send(agent, "POST", `/api/tickets/${ticketId}/read`, { version: 1 });
        const event = await received(client, "ticket:read", readSchema);
        expect(event).toEqual({
          ticketId,
          userId: agent.id,
          readVersion: (await fetched(client)).lastReadVersion,
        });
      },
    ],
  ],
  "ticket:seen": [
    [
      "the requester's ticket, with it, is the ticket that is fetched",
      async () => {
        const client = await joined(requester);
        const before = await fetched(client);
        expect(before.seenAt).toBeNull();
        await joined(agent);
        const { at } = await received(
          client,
          "ticket:seen",
          z.strictObject({ ticketId: z.literal(ticketId), at: z.string() }),
        );
        expect({ ...before, seenAt: at }).toEqual(await fetched(client));
      },
    ],
  ],
  "watcher:added": [
    [
      "the new watcher's list, with its row, is the list that is fetched",
      async () => {
        const client = await desk.connect(await makeActor(organisation));
        expect(await holdsWhatIsFetched(client)).toEqual([]);
        const { id } = z
          .object({ user: z.object({ id: z.string() }) })
          .parse(client.received("session:ready")?.payload).user;
        await send(agent, "PUT", `/api/tickets/${ticketId}/watchers/${id}`);
        await until("it is in the list", () => client.list.has(ticketId));
        expect(await holdsWhatIsFetched(client)).toEqual([ticketId]);
      },
    ],
  ],
  "watcher:removed": [
    [
      "the former watcher's list, without it, is the list that is fetched",
      async () => {
        const watcher = await makeActor(organisation);
        await send(agent, "PUT", `/api/tickets/${ticketId}/watchers/${watcher.id}`);
        const client = await desk.connect(watcher);
        expect(await holdsWhatIsFetched(client)).toEqual([ticketId]);
        await send(agent, "DELETE", `/api/tickets/${ticketId}/watchers/${watcher.id}`);
        await received(
          client,
          "ticket:removed",
          z.strictObject({ ticketId: z.literal(ticketId), reason: z.string() }),
        );
        expect(await holdsWhatIsFetched(client)).toEqual([]);
      },
    ],
  ],
  "session:ended": [
    [
      "nothing is held any more, and nothing can be fetched",
      async () => {
        const client = await desk.connect(agent);
        await send(agent, "DELETE", "/api/me/sessions");
        const other = await desk.connect(await makeActor(organisation, { role: "agent" }));
        await send(admin, "PATCH", `/api/admin/users/${agent.id}`, { disabled: true });
        await received(client, "session:ended", z.strictObject({ reason: z.literal("disabled") }));
        expect((await client.http.send("GET", "/api/tickets")).status).toBe(401);
        expect(other.socket.connected).toBe(true);
      },
    ],
  ],
  "person:changed": [
    [
      "after coming back the list is the list that is fetched",
      async () => {
        const client = await desk.connect(requester);
        await send(admin, "PATCH", `/api/admin/users/${requester.id}`, { role: "agent" });
        await until("it came back", () => client.counts.connections === 2 && client.isIdle());
        expect((await holdsWhatIsFetched(client)).length).toBeGreaterThan(1);
      },
    ],
  ],
  "team:changed": [
    [
      "after coming back the list is the list that is fetched",
      async () => {
        const team = await makeTeam(organisation);
        await send(admin, "PATCH", `/api/tickets/${ticketId}`, { teamId: team.id });
        const client = await desk.connect(agent);
        expect(await holdsWhatIsFetched(client)).toContain(ticketId);
        await send(admin, "PATCH", `/api/admin/teams/${team.id}`, { isPrivate: true });
        await until("it came back", () => client.counts.connections === 2 && client.isIdle());
        expect(await holdsWhatIsFetched(client)).not.toContain(ticketId);
      },
    ],
  ],
  "notice:added": [
    [
      "an admin's list, with it, is the list that is fetched",
      async () => {
        const { client, before, event } = await noticed("worse than it was");
        const fresh = await noticesOf(client);
        expect([{ ...event, acknowledgedAt: null }, ...before]).toEqual(fresh);
      },
    ],
  ],
  "notice:changed": [
    [
      "an admin's list, with it, is the list that is fetched",
      async () => {
        const { client, event, raise } = await noticed("bad");
        await raise("even worse");
        const { notice } = await received(client, "admin:noticeChanged", noticeEventSchema);
        expect(notice).toMatchObject({ id: event.id, message: "even worse" });
        expect((await noticesOf(client)).find(({ id }) => id === event.id)).toMatchObject(notice);
      },
    ],
  ],
  "notice:acknowledged": [
    [
      "the admin's other tabs, with it, hold what is fetched",
      async () => {
        const { client, event } = await noticed("to be looked at");
        await send(admin, "POST", `/api/admin/notices/${event.id}/ack`);
        const { ids, acknowledgedAt } = await received(
          client,
          "admin:noticesAcknowledged",
          z.object({ ids: z.array(z.string()).nullable(), acknowledgedAt: z.string().nullable() }),
        );
        expect(ids).toEqual([event.id]);
        const fresh = (await noticesOf(client)).find(({ id }) => id === event.id);
        expect(fresh).toEqual({ ...event, acknowledgedAt });
      },
    ],
  ],
  "notification:added": [
    [
      "one's list and count, with it, are those that are fetched",
      async () => notified(await desk.connect(requester)),
    ],
  ],
  "notification:read": [
    [
      "one's list and count, with it, are those that are fetched",
      async () => {
        const client = await desk.connect(requester);
        await notified(client);
        const read = () => send(requester, "POST", "/api/notifications/read", { all: true });
        const state = await followNotifications(client, "notification:read", read);
        expect(state).toEqual(await fetchNotifications(client.http));
      },
    ],
  ],
};

const notified = async (client: SocketClient) => {
  const answer = () => send(agent, "POST", `/api/tickets/${ticketId}/comments`, { body: "Try again." });
  const state = await followNotifications(client, "notification:new", answer);
  expect(state).toEqual(await fetchNotifications(client.http));
};

const noticeEventSchema = z.object({ notice: eventNoticeSchema });
const noticesOf = async (client: SocketClient) =>
  noticesSchema.parse(await client.http.get("/api/admin/notices")).items;

/** An admin receives a notice of a new problem; `raise` changes its sentence. */
async function noticed(message: string) {
  const client = await desk.connect(admin);
  const before = await noticesOf(client);
  const key = `trouble ${ticketId}`;
  const raise = (words: string) =>
    transaction((tx) =>
      raiseNotice(tx, {
        organisationId: organisation.id,
        key,
        describe: () => ({ kind: "job_failed", level: "warning", sentence: asStored(words), link: null }),
      }),
    );
  await raise(message);
  const { notice } = await received(client, "admin:notice", noticeEventSchema);
  return { client, before, event: notice, raise };
}

describe("old state + event = fresh fetch, for events without a version", () => {
  describe.each(Object.entries(CASES))("%s", (_type, cases) => {
    it.each(cases)("%s", async (_what, check) => check());
  });

  it("a ticket that a person may not see any more: the list without it is the list that is fetched", async () => {
    const client = await desk.connect(agent);
    expect(await holdsWhatIsFetched(client)).toContain(ticketId);
    await send(admin, "PATCH", `/api/tickets/${ticketId}`, { teamId: sealed.id });
    await received(
      client,
      "ticket:removed",
      z.strictObject({ ticketId: z.literal(ticketId), reason: z.literal("moved") }),
    );
    expect(await holdsWhatIsFetched(client)).not.toContain(ticketId);
  });
});
