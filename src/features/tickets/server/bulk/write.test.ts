import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TicketDto } from "@/features/tickets/schema";
import { getTicket } from "@/features/tickets/server/read";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { undoRequests } from "@/features/tickets/ui/bulk/undo-requests";
import { requestKey } from "@/server/api/idempotency";
import { pool } from "@/server/database/database";
import { env } from "@/server/process/env";
import { forgetWrites } from "@/server/rate-limits/write-limits";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makeTeam, type MadeOrganisation } from "@/testing/factories";
import { updateTickets } from "./write";

setUpDatabase();
beforeEach(forgetWrites);

const language = "en" as const;
const ABSENT = "00000000-0000-7000-8000-000000000000";
let organisation: MadeOrganisation;
let agent: Actor;
let admin: Actor;
let requester: Actor;

beforeAll(async () => {
  organisation = await makeOrganisation();
  agent = await makeActor(organisation, { role: "agent" });
  admin = await makeActor(organisation, { role: "admin" });
  requester = await makeActor(organisation);
});

async function file(by = requester): Promise<TicketDto> {
  return await createTicket(by, { title: "The printer is on fire", description: "Really, it is." });
}

async function countEvents(ticketId: string): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(
    "SELECT count(*)::int AS count FROM events WHERE ticket_id = $1 AND type = 'ticket:updated'",
    [ticketId],
  );
  return rows[0]?.count ?? 0;
}

describe("a bulk change", () => {
  it("does each row by itself: one that is refused leaves the others alone, and says why as a PATCH would", async () => {
    const sealed = await makeTeam(organisation, { isPrivate: true });
    const [first, second, hidden] = [await file(), await file(), await file()];
    await updateTicket(admin, { ticket: hidden.id, teamId: sealed.id });
    const ids = [first.id, ABSENT, hidden.id, "no id at all", String(second.number)];
    const { items } = await updateTickets(agent, { ids, changes: { status: "waiting" }, language });
    expect(items.map(({ id }) => id)).toEqual(ids);
    expect(items.map(({ ok, error }) => (ok ? "ok" : error?.code))).toEqual([
      "ok",
      "not_found",
      "not_found",
      "not_found",
      "ok",
    ]);
    expect(items[0]?.ticket).toMatchObject({ id: first.id, status: "waiting", version: first.version + 1 });
    expect(items[0]?.ticket).not.toHaveProperty("description");
    expect(items[0]?.before).toEqual({ status: "open" });
    expect(items[1]?.error).toEqual(items[2]?.error);
    expect((await getTicket(agent, second.id)).status).toBe("waiting");
    expect((await getTicket(admin, hidden.id)).status).toBe("open");
  });

  it("answers the requester by the requester's rules", async () => {
    const [mine, others] = [await file(), await file(await makeActor(organisation))];
    const asked = (changes: object) =>
      updateTickets(requester, { ids: [mine.id, others.id], changes, language });
    expect((await asked({ status: "waiting" })).items.map(({ error }) => error?.status)).toEqual([403, 404]);
    expect((await asked({ status: "closed" })).items.map(({ ok }) => ok)).toEqual([true, false]);
  });

  it("is in the language of who asks", async () => {
    const { items } = await updateTickets(agent, { ids: [ABSENT], changes: {}, language: "de" });
    expect(items[0]?.error?.detail).toMatch(/Ticket/);
    const english = await updateTickets(agent, { ids: [ABSENT], changes: {}, language });
    expect(english.items[0]?.error?.detail).not.toBe(items[0]?.error?.detail);
  });

  it("with its key has one effect, also when both arrive together; a row that was refused is tried again", async () => {
    const tickets = [await file(), await file()];
    const ids = [...tickets.map(({ id }) => id), ABSENT];
    const changes = { priority: "urgent" as const };
    const key = (body: unknown) => requestKey(agent, "POST /api/tickets/bulk", "the-key", body);
    const send = () => updateTickets(agent, { ids, changes, language, key: key({ ids, changes }) });
    const [one, other] = await Promise.all([send(), send()]);
    expect(one).toEqual(other);
    await updateTicket(admin, { ticket: tickets[0]?.id ?? "", priority: "low" });
    expect((await send()).items).toEqual(one.items);
    expect((await getTicket(admin, tickets[0]?.id ?? "")).priority).toBe("low");
    expect(await Promise.all(tickets.map(({ id }) => countEvents(id)))).toEqual([2, 1]);
    await expect(
      updateTickets(agent, { ids: [ABSENT], changes, language, key: key({ ids: [ABSENT], changes }) }),
    ).rejects.toMatchObject({ code: "key_reused" });
  });

  it("repeats nothing of a ticket that its caller does not see any more", async () => {
    const sealed = await makeTeam(organisation, { isPrivate: true });
    const ticket = await file();
    const body = { ids: [ticket.id], changes: { tags: ["secret"] } };
    const send = () =>
      updateTickets(agent, {
        ...body,
        language,
        key: requestKey(agent, "POST /api/tickets/bulk", "unseen", body),
      });
    expect((await send()).items[0]).toMatchObject({ ok: true, before: { tags: [] } });
    await updateTicket(admin, { ticket: ticket.id, teamId: sealed.id });
    expect((await send()).items).toEqual([
      { id: ticket.id, ok: false, error: expect.objectContaining({ code: "not_found" }) },
    ]);
  });

  it("is undone by its answer: what others changed meanwhile stays, and what it had found so is left alone", async () => {
    const tickets = [await file(), await file(), await file(), await file()];
    const [plain, touched, mixed, already] = tickets.map(({ id }) => id) as [string, string, string, string];
    await updateTicket(admin, { ticket: already, status: "waiting", assigneeId: agent.id });
    const changes = { status: "waiting" as const, assigneeId: agent.id };
    const { items } = await updateTickets(agent, { ids: tickets.map(({ id }) => id), changes, language });
    expect(items.map(({ before }) => before)).toEqual([
      { status: "open", assigneeId: null },
      { status: "open", assigneeId: null },
      { status: "open", assigneeId: null },
      {},
    ]);
    await updateTicket(admin, { ticket: touched, status: "resolved" });
    await updateTicket(admin, { ticket: mixed, priority: "urgent", title: "A title of the meantime" });
    const requests = undoRequests(items);
    expect(requests).toHaveLength(1);
    const undone = await updateTickets(agent, { ...requests[0]!, language });
    expect(undone.items.map(({ ok, error }) => (ok ? "ok" : error?.code))).toEqual(["ok", "conflict", "ok"]);
    expect(undone.items[1]?.ticket).toMatchObject({ id: touched, status: "resolved" });
    const now = await Promise.all([plain, touched, mixed, already].map((id) => getTicket(admin, id)));
    expect(now.map(({ status, assignee }) => [status, assignee?.id ?? null])).toEqual([
      ["open", null],
      ["resolved", agent.id],
      ["open", null],
      ["waiting", agent.id],
    ]);
    expect(now[2]).toMatchObject({ priority: "urgent", title: "A title of the meantime" });
  });

  it("counts a write a row, before any is done", async () => {
    const ticket = await file();
    const person = await makeActor(organisation, { role: "agent" });
    const burst = env().writesPerSecond * 50;
    const body = { ids: Array.from({ length: 400 }, () => ABSENT).concat(ticket.id), changes: {} };
    const send = (extra: object = {}) => updateTickets(person, { ...body, ...extra, language });
    for (let sent = 0; sent + 400 < burst; sent += 400) {
      await send();
    }
    const changes = { priority: "urgent" as const };
    await expect(send({ changes })).rejects.toMatchObject({ code: "rate_limited" });
    expect((await getTicket(agent, ticket.id)).priority).toBe("medium");
  });

  it("of many tickets lets others write meanwhile, and repeated costs nothing", async () => {
    const template = await file();
    const { rows } = await pool().query<{ id: string }>(
      `WITH made AS (
         INSERT INTO tickets SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', 500000 + n))).*
         FROM tickets t, generate_series(1, 120) AS n WHERE t.id = $1 RETURNING id)
       INSERT INTO ticket_texts (ticket_id, description) SELECT id, 'As the others.' FROM made RETURNING ticket_id AS id`,
      [template.id],
    );
    const ids = rows.map(({ id }) => id);
    const other = await file();
    let isRunning = true;
    const changes = { status: "waiting" as const };
    const send = () =>
      updateTickets(agent, {
        ids,
        changes,
        language,
        key: requestKey(agent, "POST /api/tickets/bulk", "many", { ids, changes }),
      });
    const bulk = send().finally(() => {
      isRunning = false;
    });
    const waits: number[] = [];
    while (isRunning) {
      const begun = performance.now();
      await updateTicket(admin, { ticket: other.id, priority: waits.length % 2 ? "low" : "high" });
      waits.push(performance.now() - begun);
    }
    const { items } = await bulk;
    expect(items.filter(({ ok }) => ok)).toHaveLength(120);
    waits.sort((a, b) => a - b);
    const at = (part: number): number => Math.round(waits[Math.floor(waits.length * part)] ?? 0);
    console.info(`bulk: ${waits.length} writes of another meanwhile, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
    // Somebody else's writes are done while it runs, not after it.
    expect(waits.length).toBeGreaterThan(1);
    expect(await send()).toEqual({ items });
    expect((await send()).items).toHaveLength(120);
    const others = await updateTickets(agent, { ids: Array(850).fill(ABSENT), changes, language });
    expect(others.items).toHaveLength(850);
  });
});
