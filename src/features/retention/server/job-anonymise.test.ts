import { beforeEach, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { listUsers } from "@/features/users/server/read-admin";
import { readStats } from "@/features/tickets/server/counts/read-stats";
import { findTicketOrNull, getTicket } from "@/features/tickets/server/read";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { listHistory } from "@/realtime/connection/replay";
import { pool } from "@/server/database/database";
import { ANONYMISED } from "@/shared/anonymised";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { letRest, setRetention } from "@/testing/desk/resting";
import { applyEvents, eventsSince, fetchTicketState } from "@/testing/views/ticket-states";
import { anonymiseTickets } from "./job-anonymise";

setUpDatabase();

const SECRET = "zyqxanonymous";
let organisation: MadeOrganisation;
let admin: Actor;
let agent: Actor;
let requester: Actor;
let watcher: Actor;
let ticketId: string;

beforeEach(async () => {
  organisation = await makeOrganisation();
  admin = await makeActor(organisation, { role: "admin" });
  agent = await makeActor(organisation, { role: "agent", name: "Ada Agent" });
  requester = await makeActor(organisation, { name: `Rita ${SECRET}` });
  watcher = await makeActor(organisation, { name: `Willi ${SECRET}` });
  ticketId = (
    await createTicket(requester, { title: `${SECRET} title`, description: `${SECRET} description` })
  ).id;
  await setWatcher(agent, { ticket: ticketId, personId: watcher.id, isWatching: true });
  await addComment(requester, { ticket: ticketId, body: `${SECRET} of the requester` });
  await addComment(watcher, { ticket: ticketId, body: `${SECRET} of a watcher` });
  await addComment(agent, { ticket: ticketId, body: `Dear ${SECRET}` });
  await addComment(agent, { ticket: ticketId, body: `A note on ${SECRET}`, internal: true });
  await updateTicket(requester, { ticket: ticketId, title: `${SECRET} other title` });
  await updateTicket(agent, { ticket: ticketId, category: "hardware", tags: ["loud"], status: "closed" });
  await letRest([ticketId], 100);
});

/** Where a word, or an id, still stands about the ticket. */
async function findTraces(words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const [name, statement] of Object.entries({
    tickets: "SELECT row_to_json(t)::text AS text FROM tickets t WHERE id = $1",
    texts: "SELECT description AS text FROM ticket_texts WHERE ticket_id = $1",
    comments: "SELECT row_to_json(c)::text AS text FROM comments c WHERE ticket_id = $1",
    parts: "SELECT row_to_json(c)::text AS text FROM search_parts c WHERE ticket_id = $1",
    events: "SELECT row_to_json(e)::text AS text FROM events e WHERE ticket_id = $1",
    watchers: "SELECT row_to_json(w)::text AS text FROM watchers w WHERE ticket_id = $1",
    reads: "SELECT row_to_json(w)::text AS text FROM reads w WHERE ticket_id = $1",
    notifications: "SELECT row_to_json(w)::text AS text FROM notifications w WHERE ticket_id = $1",
  })) {
    const { rows } = await pool().query<{ text: string }>(statement, [ticketId]);
    if (rows.some(({ text }) => words.some((word) => text.includes(word)))) {
      found.push(name);
    }
  }
  return found;
}

it("nobody from outside is recognisable in an old closed ticket; what reports count stays", async () => {
  const before = await getTicket(admin, ticketId);
  expect(await anonymiseTickets("0 s")).toBe(0);
  await setRetention(organisation.id, { anonymiseDays: 101 });
  expect(await anonymiseTickets("0 s")).toBe(0);
  await setRetention(organisation.id, { anonymiseDays: 99 });
  expect(await anonymiseTickets("0 s")).toBe(1);
  expect(await anonymiseTickets("0 s")).toBe(0);

  expect(await findTraces([SECRET, requester.id, watcher.id])).toEqual([]);
  const after = await getTicket(admin, ticketId);
  expect(after).toMatchObject({
    number: before.number,
    title: ANONYMISED,
    description: ANONYMISED,
    requester: { name: ANONYMISED },
    status: "closed",
    category: "hardware",
    tags: ["loud"],
    commentCount: before.commentCount,
    createdAt: before.createdAt,
    updatedAt: before.updatedAt,
    resolvedAt: before.resolvedAt,
    closedAt: before.closedAt,
    firstResponseAt: before.firstResponseAt,
    watchers: [],
  });
  expect(after.anonymisedAt).not.toBeNull();
  expect((await readStats(admin)).byStatus.closed).toBe(1);
  const history = await listHistory(admin, ticketId, { after: 0, limit: 100 });
  expect(history.items.filter(({ actor }) => actor?.id === agent.id).length).toBeGreaterThan(2);
  const { rows } = await pool().query<{ versions: number[] }>(
    "SELECT array_agg(version ORDER BY version) AS versions FROM events WHERE ticket_id = $1 AND version IS NOT NULL",
    [ticketId],
  );
  expect(rows[0]?.versions).toEqual(Array.from({ length: after.version }, (_, index) => index + 1));
  // Their accounts stay, and who stands for them is no person of the page.
  const { items } = await listUsers(admin, { limit: 100, sort: "name" });
  expect(items.map(({ name }) => name)).toEqual(
    expect.arrayContaining([`Rita ${SECRET}`, `Willi ${SECRET}`]),
  );
  expect(items.map(({ name }) => name)).not.toContain(ANONYMISED);
});

it("its requester and watchers lose it; an open page of staff shows what a fresh fetch shows", async () => {
  await setRetention(organisation.id, { anonymiseDays: 30 });
  const old = await fetchTicketState(admin, ticketId);
  const since = old?.version ?? 0;
  await anonymiseTickets("1 hour");
  for (const actor of [requester, watcher]) {
    expect(await findTicketOrNull(actor, ticketId)).toBeNull();
  }
  const events = await eventsSince(admin, ticketId, since);
  expect(old && { ...(await applyEvents(admin, old, events)), lastEventId: null }).toEqual(
    await fetchTicketState(admin, ticketId),
  );
  // Readers of the log have an hour here to read who lost it.
  expect(await findTraces([requester.id])).toEqual(["events"]);
  expect(await findTraces([SECRET])).toEqual([]);
  await anonymiseTickets("0 s");
  expect(await findTraces([requester.id, watcher.id])).toEqual([]);
});

it("a ticket with more comments than a transaction takes goes in pieces, and is marked last", async () => {
  await pool().query(
    `INSERT INTO comments (id, organisation_id, ticket_id, author_id, body)
     SELECT gen_random_uuid(), $1, $2, $3, $4 FROM generate_series(1, 1200)`,
    [organisation.id, ticketId, requester.id, SECRET],
  );
  await setRetention(organisation.id, { anonymiseDays: 30 });
  expect(await anonymiseTickets("0 s")).toBe(1);
  expect(await findTraces([SECRET, requester.id])).toEqual([]);
});

it("an answer keeps people recognisable", async () => {
  await setRetention(organisation.id, { anonymiseDays: 30 });
  await addComment(agent, { ticket: ticketId, body: "One more thing" });
  expect(await anonymiseTickets("0 s")).toBe(0);
});
