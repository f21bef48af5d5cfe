import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { macroActionsSchema, macroResultSchema, macroSchema, type MacroItem } from "@/features/macros/schema";
import type { TicketDto } from "@/features/tickets/schema";
import { getTicket } from "@/features/tickets/server/read";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { pool } from "@/server/database/database";
import { forgetWrites } from "@/server/rate-limits/write-limits";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makePerson, makeSession, makeTeam } from "@/testing/factories";
import type { MadeOrganisation, MadeTeam } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { POST } from "./route";
import * as one from "./[id]/route";
import * as run from "./[id]/run/route";

setUpDatabase();
beforeEach(forgetWrites);
let organisation: MadeOrganisation;
let front: MadeTeam;
let sealed: MadeTeam;
let admin: Actor;
let agent: Actor;
let requester: Actor;
let named = 0;

beforeAll(async () => {
  organisation = await makeOrganisation();
  front = await makeTeam(organisation);
  sealed = await makeTeam(organisation, { isPrivate: true });
  admin = await makeActor(organisation, { role: "admin" });
  agent = await makeSession(
    await makePerson(organisation, { role: "agent", name: "Dylan Hughes", teams: [front] }),
  );
  requester = await makeActor(organisation, { name: "Rosa Klein" });
});

const PATH = "/api/macros";
const post = (body: Record<string, unknown>, as = agent) =>
  callRoute(POST, { path: PATH, method: "POST", as, body: { name: `Macro ${++named}`, ...body } });
async function keep(actions: unknown, as = agent): Promise<string> {
  const answer = await post({ actions }, as);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return macroSchema.parse(answer.body).id;
}
async function runOn(id: string, body: object, { as = agent, key }: { as?: Actor; key?: string } = {}) {
  const headers: Record<string, string> = key === undefined ? {} : { "idempotency-key": key };
  return await callRoute(run.POST, {
    path: `${PATH}/${id}/run`,
    method: "POST",
    as,
    body,
    params: { id },
    headers,
  });
}
async function itemsOf(answer: ReturnType<typeof runOn>): Promise<MacroItem[]> {
  const { status, body } = await answer;
  expect([status, body]).toEqual([200, expect.anything()]);
  return macroResultSchema.parse(body).items;
}
const file = (input: object = {}): Promise<TicketDto> =>
  createTicket(requester, { title: "The printer is on fire", description: "Really, it is.", ...input });

/** All that a ticket is made of: its row, its comments and its part of the log. */
async function stateOf(ticketId: string): Promise<string> {
  const parts = await Promise.all(
    [
      "SELECT * FROM tickets WHERE id = $1",
      "SELECT * FROM comments WHERE ticket_id = $1 ORDER BY id",
      "SELECT * FROM events WHERE ticket_id = $1 ORDER BY id",
      "SELECT * FROM search_parts WHERE ticket_id = $1 ORDER BY subject_id",
    ].map(async (sql) => (await pool().query(sql, [ticketId])).rows),
  );
  return JSON.stringify(parts);
}

/** The ticket and its log without what differs between any two: ids, numbers and times. */
async function shapeOf(ticketId: string): Promise<unknown> {
  const ticket = await getTicket(agent, ticketId);
  const { rows } = await pool().query<{ type: string; data: object }>(
    "SELECT type, audience, version, public_version, actor_id, data FROM events WHERE ticket_id = $1 ORDER BY version, id",
    [ticketId],
  );
  const text = JSON.stringify([ticket, rows])
    .replaceAll(ticketId, "ticket")
    .replace(/"\d{4}-\d\d-\d\dT[^"]+"/g, '"time"')
    .replace(/"commentId":"[^"]+"/g, '"commentId":"comment"')
    .replace(/"number":\d+/g, '"number":0');
  return JSON.parse(text);
}

describe("a macro", () => {
  it("says what it does: something, with variables that there are", async () => {
    expect(await post({ actions: {} })).toMatchObject({
      status: 422,
      body: { errors: [{ path: "actions" }] },
    });
    expect(await post({ actions: { changes: {} } })).toMatchObject({ status: 422 });
    expect(await post({ actions: { comment: { body: "{{nobody}}" } } })).toMatchObject({
      status: 422,
      body: { errors: [{ path: "actions.comment.body" }] },
    });
    expect((await post({ actions: { changes: { status: "lost" } } })).status).toBe(422);
    const id = await keep({
      changes: { status: "waiting" },
      comment: { body: "Hello {{requester.firstName}}" },
    });
    const body = { actions: { changes: { assigneeId: "me", tags: { add: ["VPN"], remove: ["new"] } } } };
    const changed = await callRoute(one.PATCH, {
      path: `${PATH}/${id}`,
      method: "PATCH",
      as: agent,
      body,
      params: { id },
    });
    expect(changed.body).toMatchObject({
      actions: { changes: { assigneeId: "me", tags: { add: ["vpn"], remove: ["new"] } } },
    });
  });

  it("changes, tags, assigns and answers in one step, and says what came of each ticket", async () => {
    const id = await keep({
      changes: {
        status: "waiting",
        priority: "high",
        assigneeId: "me",
        tags: { add: ["vpn"], remove: ["new"] },
      },
      comment: { body: "Hello {{requester.firstName|there}}, #{{ticket.number}} is with {{agent.name}}." },
    });
    const ticket = await file();
    await updateTicket(agent, { ticket: ticket.id, tags: ["new", "kept"] });
    const [item, missing] = await itemsOf(runOn(id, { ticketIds: [ticket.number, "999999"] }));
    expect(item).toMatchObject({
      id: String(ticket.number),
      ok: true,
      ticket: { status: "waiting", priority: "high", assignee: { id: agent.id }, tags: ["kept", "vpn"] },
      comment: { body: `Hello Rosa, #${ticket.number} is with Dylan Hughes.`, internal: false },
      changes: { status: { from: "open", to: "waiting" }, priority: { from: "medium", to: "high" } },
    });
    expect(item?.ticket).not.toHaveProperty("description");
    expect(missing).toMatchObject({ id: "999999", ok: false, error: { status: 404, code: "not_found" } });
    expect((await getTicket(agent, ticket.id)).firstResponseAt).not.toBeNull();
  });

  it("is refused where its filled text is longer than a comment", async () => {
    const id = await keep({ comment: { body: "{{ticket.title}} ".repeat(1_100) } });
    const ticket = await file();
    await updateTicket(agent, { ticket: ticket.id, title: "long ".repeat(30) });
    const [item] = await itemsOf(runOn(id, { ticketIds: [ticket.id] }));
    expect(item).toMatchObject({ ok: false, error: { status: 422 } });
  });

  it("is on each ticket what the same comment and PATCH are", async () => {
    const changes = fc.record(
      {
        status: fc.constantFrom("open", "in_progress", "waiting", "resolved", "closed"),
        priority: fc.constantFrom("low", "medium", "high", "urgent"),
        category: fc.constantFrom("hardware", "network", "other"),
        assigneeId: fc.constantFrom("me", null),
        teamId: fc.constantFrom(null, "front"),
        tags: fc.record(
          { add: fc.subarray(["one", "two"]), remove: fc.subarray(["old", "two"]) },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    );
    const comment = fc.option(
      fc.record({ body: fc.constantFrom("Hello.", "**{{ticket.title}}**"), internal: fc.boolean() }),
      { nil: undefined },
    );
    await fc.assert(
      fc.asyncProperty(changes, comment, async (some, message) => {
        const { teamId } = some;
        const team = teamId === undefined ? {} : { teamId: teamId === null ? null : front.id };
        const parsed = macroActionsSchema.safeParse({ changes: { ...some, ...team }, comment: message });
        fc.pre(parsed.success);
        const actions = parsed.data ?? {};
        const [ours, theirs] = [await file({ tags: [] }), await file({ tags: [] })];
        for (const { id } of [ours, theirs]) {
          await updateTicket(agent, { ticket: id, tags: ["old"] });
        }
        const [item] = await itemsOf(runOn(await keep(actions), { ticketIds: [ours.id] }));
        expect(item).toMatchObject({ ok: true });
        if (message) {
          const body = message.body.replace("{{ticket.title}}", ours.title);
          await addComment(agent, { ticket: theirs.id, body, internal: message.internal });
        }
        const { tags, assigneeId, ...rest } = actions.changes ?? {};
        await updateTicket(agent, {
          ticket: theirs.id,
          ...rest,
          ...(assigneeId === undefined ? {} : { assigneeId: assigneeId === "me" ? agent.id : assigneeId }),
          ...(tags
            ? { tags: ["old"].filter((tag) => !tags.remove?.includes(tag)).concat(tags.add ?? []) }
            : {}),
        });
        expect(await shapeOf(ours.id)).toEqual(await shapeOf(theirs.id));
      }),
      { numRuns: 40 },
    );
  });

  it("of which one part is refused leaves ticket and log as they were, whichever part it is", async () => {
    const stranger = await makeActor(organisation);
    const good = { status: "waiting", priority: "high", tags: { add: ["one"] } } as const;
    const refused: [object, string][] = [
      [{ changes: { ...good, assigneeId: stranger.id }, comment: { body: "Hello." } }, "invalid"],
      [{ changes: { ...good, category: "nothing" }, comment: { body: "Hello." } }, "invalid"],
      [{ changes: { ...good, teamId: sealed.id }, comment: { body: "A note", internal: true } }, "invalid"],
      [{ changes: good, comment: { body: "{{assignee.name}} looks at it." } }, "invalid"],
    ];
    for (const [actions, code] of refused) {
      const [ticket, other] = [await file(), await file()];
      await updateTicket(admin, { ticket: other.id, assigneeId: admin.id });
      const before = await stateOf(ticket.id);
      const [item] = await itemsOf(runOn(await keep(actions), { ticketIds: [ticket.id, other.id] }));
      expect(item).toMatchObject({ ok: false, error: { code } });
      expect(await stateOf(ticket.id)).toBe(before);
    }
  });

  it("says by a dry run exactly what would come of it, and writes nothing", async () => {
    const id = await keep({
      changes: { status: "resolved", assigneeId: "me" },
      comment: { body: "Done, {{requester.name}}." },
    });
    const ticket = await file();
    const before = await stateOf(ticket.id);
    const [dry] = await itemsOf(runOn(id, { ticketIds: [ticket.id], dryRun: true }, { key: "dry" }));
    expect(await stateOf(ticket.id)).toBe(before);
    const [real] = await itemsOf(runOn(id, { ticketIds: [ticket.id] }));
    const timeless = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value)
          .replace(/"\d{4}-\d\d-\d\dT[^"]+"/g, '"time"')
          .replaceAll(String(Object(value).comment?.id), "comment"),
      );
    expect(timeless(dry)).toEqual(timeless(real));
    expect(await stateOf(ticket.id)).not.toBe(before);
  });

  it("with its key has one effect, also when both arrive together", async () => {
    const id = await keep({ comment: { body: "Once." }, changes: { status: "waiting" } });
    const tickets = [await file(), await file()];
    const body = { ticketIds: tickets.map((ticket) => ticket.id) };
    const [first, second] = await Promise.all([
      runOn(id, body, { key: "one" }),
      runOn(id, body, { key: "one" }),
    ]);
    expect(first.body).toEqual(second.body);
    expect((await runOn(id, body, { key: "one" })).body).toEqual(first.body);
    for (const ticket of tickets) {
      expect((await getTicket(agent, ticket.id)).commentCount).toBe(1);
    }
    expect((await runOn(id, { ticketIds: [tickets[0]?.id] }, { key: "one" })).status).toBe(422);
  });

  it("with a version is refused where somebody else has changed or answered since", async () => {
    const id = await keep({ changes: { priority: "high" }, comment: { body: "Hello." } });
    const [answered, changed] = [await file(), await file()];
    await addComment(requester, { ticket: answered.id, body: "More of it." });
    await updateTicket(admin, { ticket: changed.id, priority: "low" });
    const versions = { [answered.id]: answered.version, [changed.id]: changed.version };
    const before = [await stateOf(answered.id), await stateOf(changed.id)];
    const items = await itemsOf(runOn(id, { ticketIds: [answered.id, changed.id], versions }));
    expect(items.map(({ error }) => error?.code)).toEqual(["stale_reply", "conflict"]);
    expect([await stateOf(answered.id), await stateOf(changed.id)]).toEqual(before);
  });

  it("gives nobody more rights than they have: what one may not see or do is refused by its row", async () => {
    const id = await keep({ changes: { assigneeId: "me" }, comment: { body: "Mine.", internal: true } });
    const [hidden, teamed] = [await file(), await file()];
    const other = await makeTeam(organisation);
    await updateTicket(admin, { ticket: hidden.id, teamId: sealed.id });
    await updateTicket(admin, { ticket: teamed.id, teamId: other.id });
    const items = await itemsOf(runOn(id, { ticketIds: [hidden.id, teamed.id] }));
    expect(items.map(({ error }) => error?.code)).toEqual(["not_found", "forbidden"]);
    expect((await getTicket(admin, teamed.id)).commentCount).toBe(0);
    expect((await runOn(id, { ticketIds: [teamed.id] }, { as: admin })).status).toBe(404);
  });
});
