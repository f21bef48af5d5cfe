import { describe, expect, it } from "vitest";
import { z } from "zod";
import { assignmentRequestSchema } from "@/features/assignment-requests/schema";
import { pool } from "@/server/database/database";
import { codeOf, setUpRequestDesk } from "@/testing/desk/requests";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { notifyPeople } from "@/testing/notifications";

const { cast, send, ask, asked, decide, patch, stateOf, ofTicket, listOf, ticketOf } =
  setUpRequestDesk(setUpDesk());

describe("asking", () => {
  it("is answered with the request, which those who may decide and the one who asked find", async () => {
    const request = await asked(cast().asker, {
      assigneeId: cast().members[0].id,
      note: "  They know this printer.\n",
    });
    expect(request).toMatchObject({
      ticketId: cast().ticketId,
      number: (await ticketOf(cast().admin)).number,
      requestedBy: { id: cast().asker.id },
      assignee: { id: cast().members[0].id },
      note: "They know this printer.",
      state: "pending",
      decidedBy: null,
      reason: null,
    });
    for (const who of [cast().members[0], cast().members[1], cast().admin, cast().asker]) {
      expect((await listOf(who)).items[0]).toEqual(request);
    }
    expect(await ofTicket(cast().outsider)).toEqual([request]);
    for (const [who, side, count] of [
      [cast().members[0], "decide", 1],
      [cast().members[0], "asked", 0],
      [cast().asker, "asked", 1],
      [cast().asker, "decide", 0],
      [cast().outsider, "decide", 0],
    ] as const) {
      const { items } = await listOf(who, `?side=${side}&state=pending&limit=100`);
      expect(items.filter(({ id }) => id === request.id)).toHaveLength(count);
    }
  });

  it("what waits for somebody is counted, whatever the page shows", async () => {
    const before = await listOf(cast().members[0], "?limit=1");
    await asked(cast().asker);
    await asked(cast().outsider);
    const after = await listOf(cast().members[0], "?limit=1");
    expect(after.waiting).toBe(before.waiting + 2);
    expect(after.items).toHaveLength(1);
    expect((await listOf(cast().asker)).waiting).toBe(0);
    expect(
      (await listOf(cast().members[0], `?limit=1&cursor=${after.nextCursor}`)).items[0]?.requestedBy.id,
    ).toBe(cast().asker.id);
  });

  it("is refused to who may assign, twice at a time, of a closed ticket, and for who cannot be assigned", async () => {
    expect(codeOf(await ask(cast().members[0]))).toEqual([409, "may_assign"]);
    expect(codeOf(await ask(cast().admin))).toEqual([409, "may_assign"]);
    const viewer = await makeActor(cast().organisation, { role: "viewer" });
    expect(codeOf(await ask(viewer, { assigneeId: cast().asker.id }))).toEqual([403, "forbidden"]);
    expect(codeOf(await ask(cast().requester, { assigneeId: cast().asker.id }))).toEqual([403, "forbidden"]);
    expect(codeOf(await ask(cast().asker, { assigneeId: cast().requester.id }))).toEqual([422, "invalid"]);
    const foreign = await makeActor(await makeOrganisation({ host: `${cast().ticketId}.example` }), {
      role: "agent",
    });
    expect(codeOf(await ask(cast().asker, { assigneeId: foreign.id }))).toEqual([422, "invalid"]);
    const first = await asked(cast().asker);
    const second = await ask(cast().asker, { assigneeId: cast().members[0].id });
    expect(codeOf(second)).toEqual([409, "already_requested"]);
    expect(z.object({ request: assignmentRequestSchema }).parse(second.body).request).toEqual(first);
    await patch(cast().members[0], { status: "closed" });
    expect(codeOf(await ask(cast().asker))).toEqual([409, "closed"]);
  });

  it("asked at once many times, there is one request", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(cast().asker)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(await ofTicket(cast().admin)).toHaveLength(1);
  });

  it("the same key again is the same request; with another body it is refused", async () => {
    const key = { "idempotency-key": `ask ${cast().ticketId}` };
    const [first, second] = [
      await ask(cast().asker, { assigneeId: cast().asker.id }, key),
      await ask(cast().asker, { assigneeId: cast().asker.id }, key),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(codeOf(await ask(cast().asker, { assigneeId: cast().members[0].id }, key))).toEqual([
      422,
      "key_reused",
    ]);
    // Who sees the ticket no more does not get it again.
    await patch(cast().admin, { teamId: cast().sealed.id });
    expect((await ask(cast().asker, { assigneeId: cast().asker.id }, key)).status).toBe(404);
  });

  it("counts no version, and the public side neither sees nor counts anything of it", async () => {
    const before = [await ticketOf(cast().admin), await ticketOf(cast().requester)];
    const request = await asked(cast().asker, { assigneeId: cast().asker.id, note: "zyqxwhisper" });
    await decide(cast().members[0], request.id, "decline", { reason: "zyqxwhisper" });
    await notifyPeople();
    expect([await ticketOf(cast().admin), await ticketOf(cast().requester)]).toEqual(before);
    for (const path of [
      `/api/tickets/${cast().ticketId}/events`,
      `/api/tickets/${cast().ticketId}/comments`,
      "/api/notifications",
      "/api/tickets?q=zyqxwhisper",
    ]) {
      expect(JSON.stringify((await send(cast().requester, "GET", path)).body)).not.toMatch(
        /zyqxwhisper|Alma/,
      );
    }
    expect(
      codeOf(await send(cast().requester, "GET", `/api/tickets/${cast().ticketId}/assignment-requests`)),
    ).toEqual([403, "forbidden"]);
    expect(codeOf(await decide(cast().requester, request.id, "approve"))).toEqual([404, "not_found"]);
  });
});

describe("deciding", () => {
  it("approving assigns by the one who decides: a version, an event, and a notification of the assignee", async () => {
    const request = await asked(cast().asker);
    const before = await ticketOf(cast().admin);
    const answer = await decide(cast().members[0], request.id, "approve");
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      state: "approved",
      decidedBy: { id: cast().members[0].id },
      reason: null,
    });
    const after = await ticketOf(cast().admin);
    expect([after.assignee?.id, after.version]).toEqual([cast().asker.id, before.version + 1]);
    const events = z
      .object({ items: z.array(z.looseObject({ name: z.string(), version: z.number() })) })
      .parse(
        (await send(cast().admin, "GET", `/api/tickets/${cast().ticketId}/events?after=${before.version}`))
          .body,
      ).items;
    expect(events.map(({ name }) => name)).toEqual(["ticket:updated"]);
    expect(events[0]).toMatchObject({ actor: { id: cast().members[0].id }, version: before.version + 1 });
    await notifyPeople();
    expect((await send(cast().asker, "GET", "/api/notifications")).body).toMatchObject({
      items: [{ kind: "assigned", ticketId: cast().ticketId, actor: { id: cast().members[0].id } }],
    });
  });

  it("declining says why, and leaves the ticket as it is", async () => {
    const request = await asked(cast().asker);
    const answer = await decide(cast().admin, request.id, "decline", { reason: "Bo is on it." });
    expect(answer.body).toMatchObject({
      state: "declined",
      reason: "Bo is on it.",
      decidedBy: { id: cast().admin.id },
    });
    expect((await ticketOf(cast().admin)).assignee).toBeNull();
    // And may be asked again.
    await asked(cast().asker);
  });

  it("is for the ticket's team and admins; taking back is for who asked", async () => {
    const request = await asked(cast().asker);
    for (const who of [
      cast().asker,
      cast().outsider,
      await makeActor(cast().organisation, { role: "viewer" }),
    ]) {
      expect(codeOf(await decide(who, request.id, "approve"))).toEqual([403, "forbidden"]);
      expect(codeOf(await decide(who, request.id, "decline"))).toEqual([403, "forbidden"]);
    }
    expect(codeOf(await decide(cast().admin, request.id, "withdraw"))).toEqual([403, "forbidden"]);
    expect((await decide(cast().asker, request.id, "withdraw")).body).toMatchObject({
      state: "withdrawn",
      decidedBy: { id: cast().asker.id },
    });
    expect(codeOf(await decide(cast().members[0], request.id, "approve"))).toEqual([409, "decided"]);
  });

  it("an assignee who cannot be assigned any more is refused, and the request stays", async () => {
    const leaving = await makeActor(cast().organisation, { role: "agent" });
    const request = await asked(leaving);
    await pool().query("UPDATE people SET disabled_at = now() WHERE id = $1", [leaving.id]);
    expect(codeOf(await decide(cast().members[0], request.id, "approve"))).toEqual([422, "invalid"]);
    expect(await stateOf(request.id)).toEqual(["pending", null]);
    expect((await ticketOf(cast().admin)).assignee).toBeNull();
  });

  it.each([0, 1, 2])(
    "is done once, however many decide at once (%s): one is answered 200, all others 409 with who it was",
    async (round) => {
      const request = await asked(cast().asker);
      const deciders = [
        cast().members[0],
        cast().members[1],
        cast().admin,
        cast().members[0],
        cast().admin,
        cast().members[1],
      ];
      const before = (await ticketOf(cast().admin)).version;
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
      const { assignee, version } = await ticketOf(cast().admin);
      expect([assignee?.id ?? null, version]).toEqual(
        decided.state === "approved" ? [cast().asker.id, before + 1] : [null, before],
      );
      const { rows } = await pool().query(
        "SELECT 1 FROM events WHERE type = 'assignment:decided' AND subject_id = $1",
        [request.id],
      );
      expect(rows).toHaveLength(1);
    },
  );

  it("the same key decides once, and is answered alike", async () => {
    const request = await asked(cast().asker);
    const key = { "idempotency-key": `decide ${cast().ticketId}` };
    const path = `/api/assignment-requests/${request.id}/approve`;
    const answers = await Promise.all([1, 2, 3].map(() => send(cast().members[0], "POST", path, {}, key)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.map(({ body }) => body)).toEqual(Array(3).fill(answers[0]?.body));
  });
});
