import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  assignmentRequestListSchema,
  assignmentRequestSchema,
  type AssignmentRequestDto,
} from "@/features/assignment-requests/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation, makeTeam, type MadeTeam } from "@/testing/factories";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const desk = setUpDesk();
const eventSchema = z.strictObject({ request: assignmentRequestSchema, cut: z.array(z.string()).optional() });
const NAMES = ["assignment:requested", "assignment:decided"] as const;
const PEOPLE = [
  "admin",
  "member",
  "asker",
  "outsider",
  "sealedMember",
  "viewer",
  "requester",
  "watcher",
] as const;
type Who = (typeof PEOPLE)[number];

let actors: Record<Who, Actor>;
let front: MadeTeam;
let sealed: MadeTeam;
let ticketId: string;
const clients = new Map<Who, SocketClient>();

beforeAll(async () => {
  const organisation = await makeOrganisation();
  front = await makeTeam(organisation);
  sealed = await makeTeam(organisation, { isPrivate: true });
  const agent = (teams: MadeTeam[]) => makeActor(organisation, { role: "agent", teams });
  actors = {
    admin: await makeActor(organisation, { role: "admin" }),
    member: await agent([front]),
    asker: await agent([]),
    outsider: await agent([]),
    sealedMember: await agent([sealed]),
    viewer: await makeActor(organisation, { role: "viewer" }),
    requester: await makeActor(organisation),
    watcher: await makeActor(organisation),
  };
});
beforeEach(async () => {
  ticketId = (
    await createTicket(actors.admin, {
      title: "It stands still",
      description: "Nothing moves any more.",
      requesterId: actors.requester.id,
      watcherIds: [actors.watcher.id],
      teamId: front.id,
    })
  ).id;
  for (const who of PEOPLE) {
    const client = await desk.connect(actors[who]);
    expect(await client.ask("ticket:join", { ticketId })).toMatchObject({ ok: true });
    clients.set(who, client);
  }
});

const clientOf = (who: Who): SocketClient => {
  const client = clients.get(who);
  if (!client) {
    throw new Error(`${who} is not connected`);
  }
  return client;
};
const send = async (who: Who, method: string, path: string, body?: unknown) => {
  const answer = await (await desk.http(actors[who])).send(method, path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
};
const ask = async (note = "Let me."): Promise<AssignmentRequestDto> =>
  assignmentRequestSchema.parse(
    await send("asker", "POST", `/api/tickets/${ticketId}/assignment-requests`, {
      assigneeId: actors.asker.id,
      note,
    }),
  );
const listOf = async (client: SocketClient) =>
  assignmentRequestListSchema.parse(await client.http.get("/api/assignment-requests?limit=100")).items;

/** Waits until everybody has received what was said after all of it; returns who received which of the two events of this ticket. */
async function receivers(): Promise<Partial<Record<Who, string[]>>> {
  const after = await createTicket(actors.admin, {
    title: "A ticket that everybody sees",
    description: "It comes after all that was before it.",
    requesterId: actors.requester.id,
    watcherIds: [actors.watcher.id],
  });
  const received: Partial<Record<Who, string[]>> = {};
  for (const [who, client] of clients) {
    await until(`${who} received what came last`, () => client.list.has(after.id));
    const names = client.receipts.map(({ name }) => name).filter((name) => NAMES.some((one) => one === name));
    if (names.length > 0) {
      Object.assign(received, { [who]: names });
    }
  }
  return received;
}

describe("a request, and what became of it, is sent to those who may decide and to the one who asked, and to nobody else", () => {
  it("old state + event = fresh fetch: asked, and declined", async () => {
    const before = await listOf(clientOf("member"));
    const request = await ask();
    await until("it was received", () => clientOf("member").received(NAMES[0]) !== undefined);
    const event = eventSchema.parse(clientOf("member").received(NAMES[0])?.payload);
    expect(event).toEqual({ request });
    expect([event.request, ...before]).toEqual(await listOf(clientOf("member")));
    await send("member", "POST", `/api/assignment-requests/${request.id}/decline`, { reason: "Not now." });
    await until("it was decided", () => clientOf("asker").received(NAMES[1]) !== undefined);
    const decided = eventSchema.parse(clientOf("asker").received(NAMES[1])?.payload).request;
    expect(decided).toMatchObject({ state: "declined", reason: "Not now." });
    expect((await listOf(clientOf("asker")))[0]).toEqual(decided);
    expect(await receivers()).toEqual({ admin: NAMES, member: NAMES, asker: NAMES });
  });

  it("approved, the assignment itself is sent to everybody, with the next version of each audience", async () => {
    const versions = (["viewer", "requester"] as const).map(
      (who) => clientOf(who).list.get(ticketId)?.version ?? 1,
    );
    const { id } = await ask();
    await send("member", "POST", `/api/assignment-requests/${id}/approve`);
    expect(await receivers()).toEqual({ admin: NAMES, member: NAMES, asker: NAMES });
    for (const [index, who] of (["viewer", "requester"] as const).entries()) {
      const event = clientOf(who).receipts.find(({ name }) => name === "ticket:assigned")?.payload;
      expect(event).toMatchObject({
        ticketId,
        version: (versions[index] ?? 0) + 1,
        to: { id: actors.asker.id },
      });
    }
  });

  it("when the ticket has moved where others see it no more, they are sent nothing but that they lost it", async () => {
    await ask();
    await send("admin", "PATCH", `/api/tickets/${ticketId}`, { teamId: sealed.id });
    expect(await receivers()).toEqual({
      admin: NAMES,
      sealedMember: [NAMES[1]],
      member: [NAMES[0]],
      asker: [NAMES[0]],
    });
  });

  it("when it has moved to where they still see it, those who were asked learn that it is not needed", async () => {
    await ask();
    await send("admin", "PATCH", `/api/tickets/${ticketId}`, { teamId: null });
    const event = await receivers();
    expect(event).toEqual({ admin: NAMES, member: NAMES, asker: NAMES });
    expect(eventSchema.parse(clientOf("asker").received(NAMES[1])?.payload).request).toMatchObject({
      state: "expired",
      decidedBy: { id: actors.admin.id },
    });
  });

  it("the longest note fits into an event, which says that it was cut", async () => {
    const request = await ask("👨‍👩‍👧‍👦".repeat(500));
    await until("it was received", () => clientOf("admin").received(NAMES[0]) !== undefined);
    const event = eventSchema.parse(clientOf("admin").received(NAMES[0])?.payload);
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThanOrEqual(LIMITS.eventBytes);
    expect(request.note?.startsWith(event.request.note ?? "nothing")).toBe(true);
    expect(event.request.note === request.note).toBe(!event.cut?.includes("request.note"));
  });
});
