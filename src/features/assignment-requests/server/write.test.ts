import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  assignmentRequestListSchema,
  assignmentRequestPageSchema,
  assignmentRequestSchema,
  type AssignmentRequestDto,
} from "@/features/assignment-requests/schema";
import { ticketSchema } from "@/features/tickets/schema";
import { closeResolvedTickets } from "@/features/tickets/server/write-close";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import {
  makeActor,
  makeOrganisation,
  makeTeam,
  type MadeOrganisation,
  type MadeTeam,
} from "@/testing/factories";
import { notifyPeople } from "@/testing/notifications";

const desk = setUpDesk();
let organisation: MadeOrganisation;
let front: MadeTeam;
let sealed: MadeTeam;
let admin: Actor;
let asker: Actor;
let outsider: Actor;
let members: [Actor, Actor];
let sealedMember: Actor;
let requester: Actor;
let ticketId: string;

beforeAll(async () => {
  organisation = await makeOrganisation();
  front = await makeTeam(organisation, { name: "Front" });
  sealed = await makeTeam(organisation, { name: "Sealed", isPrivate: true });
  admin = await makeActor(organisation, { role: "admin" });
  asker = await makeActor(organisation, { role: "agent", name: "Alma" });
  outsider = await makeActor(organisation, { role: "agent" });
  members = [
    await makeActor(organisation, { role: "agent", name: "Bo", teams: [front] }),
    await makeActor(organisation, { role: "agent", name: "Cleo", teams: [front] }),
  ];
  sealedMember = await makeActor(organisation, { role: "agent", teams: [sealed] });
  requester = await makeActor(organisation);
});
beforeEach(async () => {
  ticketId = await file();
});

const file = async (teamId: string | null = front.id): Promise<string> =>
  (
    await createTicket(admin, {
      title: "The printer is on fire",
      description: "It smokes and it smells.",
      requesterId: requester.id,
      teamId,
    })
  ).id;

const send = async (
  who: Actor,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) => (await desk.http(who)).send(method, path, body, headers);
const ask = (who: Actor, body: unknown = { assigneeId: who.id }, headers: Record<string, string> = {}) =>
  send(who, "POST", `/api/tickets/${ticketId}/assignment-requests`, body, headers);
const asked = async (who: Actor, body?: unknown): Promise<AssignmentRequestDto> => {
  const answer = await ask(who, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return assignmentRequestSchema.parse(answer.body);
};
const decide = (who: Actor, id: string, how: string, body: unknown = {}) =>
  send(who, "POST", `/api/assignment-requests/${id}/${how}`, body);
const patch = async (who: Actor, body: unknown) => {
  const answer = await send(who, "PATCH", `/api/tickets/${ticketId}`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};
const codeOf = (answer: { status: number; body: unknown }) => [
  answer.status,
  z.object({ code: z.string() }).safeParse(answer.body).data?.code,
];
const ofTicket = async (who: Actor): Promise<AssignmentRequestDto[]> =>
  assignmentRequestPageSchema.parse(
    (await send(who, "GET", `/api/tickets/${ticketId}/assignment-requests`)).body,
  ).items;
const stateOf = async (id: string) => {
  const one = (await ofTicket(admin)).find((request) => request.id === id);
  return [one?.state, one?.decidedBy?.id ?? null];
};
const listOf = async (who: Actor, query = "") =>
  assignmentRequestListSchema.parse((await send(who, "GET", `/api/assignment-requests${query}`)).body);
const ticketOf = async (who: Actor) =>
  ticketSchema.parse((await send(who, "GET", `/api/tickets/${ticketId}`)).body);

describe("asking", () => {
  it("is answered with the request, which those who may decide and the one who asked find", async () => {
    const request = await asked(asker, { assigneeId: members[0].id, note: "  They know this printer.\n" });
    expect(request).toMatchObject({
      ticketId,
      number: (await ticketOf(admin)).number,
      requestedBy: { id: asker.id },
      assignee: { id: members[0].id },
      note: "They know this printer.",
      state: "pending",
      decidedBy: null,
      reason: null,
    });
    for (const who of [members[0], members[1], admin, asker]) {
      expect((await listOf(who)).items[0]).toEqual(request);
    }
    expect(await ofTicket(outsider)).toEqual([request]);
    for (const [who, side, count] of [
      [members[0], "decide", 1],
      [members[0], "asked", 0],
      [asker, "asked", 1],
      [asker, "decide", 0],
      [outsider, "decide", 0],
    ] as const) {
      const { items } = await listOf(who, `?side=${side}&state=pending&limit=100`);
      expect(items.filter(({ id }) => id === request.id)).toHaveLength(count);
    }
  });

  it("what waits for somebody is counted, whatever the page shows", async () => {
    const before = await listOf(members[0], "?limit=1");
    await asked(asker);
    await asked(outsider);
    const after = await listOf(members[0], "?limit=1");
    expect(after.waiting).toBe(before.waiting + 2);
    expect(after.items).toHaveLength(1);
    expect((await listOf(asker)).waiting).toBe(0);
    expect((await listOf(members[0], `?limit=1&cursor=${after.nextCursor}`)).items[0]?.requestedBy.id).toBe(
      asker.id,
    );
  });

  it("is refused to who may assign, twice at a time, of a closed ticket, and for who cannot be assigned", async () => {
    expect(codeOf(await ask(members[0]))).toEqual([409, "may_assign"]);
    expect(codeOf(await ask(admin))).toEqual([409, "may_assign"]);
    const viewer = await makeActor(organisation, { role: "viewer" });
    expect(codeOf(await ask(viewer, { assigneeId: asker.id }))).toEqual([403, "forbidden"]);
    expect(codeOf(await ask(requester, { assigneeId: asker.id }))).toEqual([403, "forbidden"]);
    expect(codeOf(await ask(asker, { assigneeId: requester.id }))).toEqual([422, "invalid"]);
    const foreign = await makeActor(await makeOrganisation({ host: `${ticketId}.example` }), {
      role: "agent",
    });
    expect(codeOf(await ask(asker, { assigneeId: foreign.id }))).toEqual([422, "invalid"]);
    const first = await asked(asker);
    const second = await ask(asker, { assigneeId: members[0].id });
    expect(codeOf(second)).toEqual([409, "already_requested"]);
    expect(z.object({ request: assignmentRequestSchema }).parse(second.body).request).toEqual(first);
    await patch(members[0], { status: "closed" });
    expect(codeOf(await ask(asker))).toEqual([409, "closed"]);
  });

  it("asked at once many times, there is one request", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(asker)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(await ofTicket(admin)).toHaveLength(1);
  });

  it("the same key again is the same request; with another body it is refused", async () => {
    const key = { "idempotency-key": `ask ${ticketId}` };
    const [first, second] = [
      await ask(asker, { assigneeId: asker.id }, key),
      await ask(asker, { assigneeId: asker.id }, key),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(codeOf(await ask(asker, { assigneeId: members[0].id }, key))).toEqual([422, "key_reused"]);
    // Who sees the ticket no more is not told it again.
    await patch(admin, { teamId: sealed.id });
    expect((await ask(asker, { assigneeId: asker.id }, key)).status).toBe(404);
  });

  it("counts no version, and the public side neither sees nor counts anything of it", async () => {
    const before = [await ticketOf(admin), await ticketOf(requester)];
    const request = await asked(asker, { assigneeId: asker.id, note: "zyqxwhisper" });
    await decide(members[0], request.id, "decline", { reason: "zyqxwhisper" });
    await notifyPeople();
    expect([await ticketOf(admin), await ticketOf(requester)]).toEqual(before);
    for (const path of [
      `/api/tickets/${ticketId}/events`,
      `/api/tickets/${ticketId}/comments`,
      "/api/notifications",
      "/api/tickets?q=zyqxwhisper",
    ]) {
      expect(JSON.stringify((await send(requester, "GET", path)).body)).not.toMatch(/zyqxwhisper|Alma/);
    }
    expect(codeOf(await send(requester, "GET", `/api/tickets/${ticketId}/assignment-requests`))).toEqual([
      403,
      "forbidden",
    ]);
    expect(codeOf(await decide(requester, request.id, "approve"))).toEqual([404, "not_found"]);
  });
});

describe("deciding", () => {
  it("approving assigns by the one who decides: a version, an event, and a notification of the assignee", async () => {
    const request = await asked(asker);
    const before = await ticketOf(admin);
    const answer = await decide(members[0], request.id, "approve");
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ state: "approved", decidedBy: { id: members[0].id }, reason: null });
    const after = await ticketOf(admin);
    expect([after.assignee?.id, after.version]).toEqual([asker.id, before.version + 1]);
    const events = z
      .object({ items: z.array(z.looseObject({ name: z.string(), version: z.number() })) })
      .parse(
        (await send(admin, "GET", `/api/tickets/${ticketId}/events?after=${before.version}`)).body,
      ).items;
    expect(events.map(({ name }) => name)).toEqual(["ticket:updated"]);
    expect(events[0]).toMatchObject({ actor: { id: members[0].id }, version: before.version + 1 });
    await notifyPeople();
    expect((await send(asker, "GET", "/api/notifications")).body).toMatchObject({
      items: [{ kind: "assigned", ticketId, actor: { id: members[0].id } }],
    });
  });

  it("declining says why, and leaves the ticket as it is", async () => {
    const request = await asked(asker);
    const answer = await decide(admin, request.id, "decline", { reason: "Bo is on it." });
    expect(answer.body).toMatchObject({
      state: "declined",
      reason: "Bo is on it.",
      decidedBy: { id: admin.id },
    });
    expect((await ticketOf(admin)).assignee).toBeNull();
    // And may be asked again.
    await asked(asker);
  });

  it("is for the ticket's team and admins; taking back is for who asked", async () => {
    const request = await asked(asker);
    for (const who of [asker, outsider, await makeActor(organisation, { role: "viewer" })]) {
      expect(codeOf(await decide(who, request.id, "approve"))).toEqual([403, "forbidden"]);
      expect(codeOf(await decide(who, request.id, "decline"))).toEqual([403, "forbidden"]);
    }
    expect(codeOf(await decide(admin, request.id, "withdraw"))).toEqual([403, "forbidden"]);
    expect((await decide(asker, request.id, "withdraw")).body).toMatchObject({
      state: "withdrawn",
      decidedBy: { id: asker.id },
    });
    expect(codeOf(await decide(members[0], request.id, "approve"))).toEqual([409, "decided"]);
  });

  it("an assignee who cannot be assigned any more is refused, and the request stays", async () => {
    const leaving = await makeActor(organisation, { role: "agent" });
    const request = await asked(leaving);
    await pool().query("UPDATE people SET disabled_at = now() WHERE id = $1", [leaving.id]);
    expect(codeOf(await decide(members[0], request.id, "approve"))).toEqual([422, "invalid"]);
    expect(await stateOf(request.id)).toEqual(["pending", null]);
    expect((await ticketOf(admin)).assignee).toBeNull();
  });

  it.each([0, 1, 2])(
    "is done once, however many decide at once (%s): one is answered 200, all others 409 with who it was",
    async (round) => {
      const request = await asked(asker);
      const deciders = [members[0], members[1], admin, members[0], admin, members[1]];
      const before = (await ticketOf(admin)).version;
      const answers = await Promise.all(
        deciders.map((who, index) =>
          decide(who, request.id, (index + round) % 2 === 0 ? "approve" : "decline"),
        ),
      );
      const [winner, ...more] = answers.filter(({ status }) => status === 200);
      expect(more).toEqual([]);
      const decided = assignmentRequestSchema.parse(winner?.body);
      for (const answer of answers.filter((one) => one !== winner)) {
        expect(codeOf(answer)).toEqual([409, "decided"]);
        expect(z.object({ request: assignmentRequestSchema }).parse(answer.body).request).toEqual(decided);
      }
      const { assignee, version } = await ticketOf(admin);
      expect([assignee?.id ?? null, version]).toEqual(
        decided.state === "approved" ? [asker.id, before + 1] : [null, before],
      );
      const { rows } = await pool().query(
        "SELECT 1 FROM events WHERE type = 'assignment:decided' AND subject_id = $1",
        [request.id],
      );
      expect(rows).toHaveLength(1);
    },
  );

  it("the same key decides once, and is answered alike", async () => {
    const request = await asked(asker);
    const key = { "idempotency-key": `decide ${ticketId}` };
    const path = `/api/assignment-requests/${request.id}/approve`;
    const answers = await Promise.all([1, 2, 3].map(() => send(members[0], "POST", path, {}, key)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.map(({ body }) => body)).toEqual(Array(3).fill(answers[0]?.body));
  });
});

describe("a request expires in the change that makes it needless", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["the ticket got that assignee", () => patch(members[0], { assigneeId: asker.id })],
    ["it was closed", () => patch(members[0], { status: "closed" })],
    ["it moved to another team", () => patch(admin, { teamId: sealed.id })],
    ["it has no team any more", () => patch(admin, { teamId: null })],
    ["it was deleted", () => send(admin, "DELETE", `/api/tickets/${ticketId}`)],
  ])("%s", async (_what, change) => {
    const request = await asked(asker);
    await change();
    const { rows } = await pool().query<{ state: string; is_same_transaction: boolean }>(
      `SELECT r.state, (SELECT count(DISTINCT e.xid) FROM events e WHERE e.ticket_id = r.ticket_id AND e.at >= r.decided_at) = 1 AS is_same_transaction
       FROM assignment_requests r WHERE r.id = $1`,
      [request.id],
    );
    expect(rows).toEqual([{ state: "expired", is_same_transaction: true }]);
    expect((await listOf(admin, "?state=pending&limit=100")).items.map(({ id }) => id)).not.toContain(
      request.id,
    );
  });

  it("also when it closes by itself", async () => {
    const request = await asked(asker);
    await patch(members[0], { status: "resolved" });
    expect(await stateOf(request.id)).toEqual(["pending", null]);
    await pool().query("UPDATE tickets SET resolved_at = now() - interval '90 days' WHERE id = $1", [
      ticketId,
    ]);
    await closeResolvedTickets();
    expect(await stateOf(request.id)).toEqual(["expired", null]);
  });

  it("what is nothing of it leaves it: other fields, another assignee", async () => {
    const request = await asked(asker);
    await patch(members[0], { priority: "high", title: "Still on fire", assigneeId: members[1].id });
    expect(await stateOf(request.id)).toEqual(["pending", null]);
    const other = await asked(outsider, { assigneeId: asker.id });
    await decide(members[0], other.id, "approve");
    // Two asked for the same: the one that was not approved is not needed any more.
    expect(await stateOf(request.id)).toEqual(["expired", members[0].id]);
    expect(await stateOf(other.id)).toEqual(["approved", members[0].id]);
  });

  it("nobody sees a request of a ticket that they do not see, by today's rights", async () => {
    const request = await asked(asker);
    await patch(admin, { teamId: sealed.id });
    for (const who of [asker, members[0], outsider]) {
      expect((await send(who, "GET", `/api/tickets/${ticketId}/assignment-requests`)).status).toBe(404);
      expect((await listOf(who, "?limit=100")).items.map(({ id }) => id)).not.toContain(request.id);
      expect(codeOf(await decide(who, request.id, "decline"))).toEqual([404, "not_found"]);
    }
    expect(codeOf(await decide(sealedMember, request.id, "decline"))).toEqual([409, "decided"]);
  });
});
