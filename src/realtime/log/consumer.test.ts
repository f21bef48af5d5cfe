import pg from "pg";
import { beforeAll, beforeEach, expect, inject, it } from "vitest";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool, transaction, type Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { startBackground } from "@/server/jobs/jobs";
import type { Reaction } from "@/server/event-log/reaction";
import type { LogEvent } from "@/shared/events";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { until } from "@/testing/wait";
import { consumerJob, runConsumer } from "./consumer";

setUpDatabase();

let agent: Actor;
let consumers = 0;
let consumer = "";

beforeAll(async () => {
  agent = await makeActor(await makeOrganisation(), { role: "agent" });
  // What follows from an event in these tests: a row here, so that what is rolled back is seen to be gone.
  await pool().query("CREATE TABLE reacted (consumer text, event_id uuid)");
});

beforeEach(async () => {
  consumer = `consumer ${(consumers += 1)}`;
  await runConsumer(consumer, [noting()]);
});

/** Notes each ticket that was filed; `fails` may say so of one. */
function noting(fails: (event: LogEvent) => boolean = () => false): Reaction {
  return {
    types: ["ticket:created"],
    react: async (tx, events) => {
      for (const event of events) {
        await tx.query("INSERT INTO reacted VALUES ($1, $2)", [consumer, event.id]);
        if (fails(event)) {
          throw new Error("a mistake in a reaction");
        }
      }
      return events.length;
    },
  };
}

async function reacted(): Promise<string[]> {
  const { rows } = await pool().query<{ ticket_id: string }>(
    "SELECT e.ticket_id FROM reacted r JOIN events e ON e.id = r.event_id WHERE r.consumer = $1",
    [consumer],
  );
  return rows.map((row) => row.ticket_id).sort();
}

async function file(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    ids.push((await createTicket(agent, { title: "A ticket to react to", description: "Some words." })).id);
  }
  return ids.sort();
}

it("a consumer begins at the log's end and reacts to each later event of its types once", async () => {
  const ids = await file(3);
  expect(await runConsumer(consumer, [noting()])).toBe(3);
  expect(await runConsumer(consumer, [noting()])).toBe(0);
  expect(await reacted()).toEqual(ids);
  consumer = "a consumer that is new";
  expect(await runConsumer(consumer, [noting()])).toBe(0);
  expect(await reacted()).toEqual([]);
});

it("a run that fails in the middle leaves nothing, and the next does all of it", async () => {
  const ids = await file(3);
  let seen = 0;
  await expect(runConsumer(consumer, [noting(() => (seen += 1) === 2)])).rejects.toThrow("a mistake");
  expect(await reacted()).toEqual([]);
  expect(await runConsumer(consumer, [noting()])).toBe(3);
  expect(await reacted()).toEqual(ids);
});

it("of two processes that come to the same events at once one reacts, and nothing is lost or repeated", async () => {
  const all: string[] = [];
  for (let round = 0; round < 10; round++) {
    all.push(...(await file(2)));
    await Promise.allSettled([runConsumer(consumer, [noting()]), runConsumer(consumer, [noting()])]);
  }
  await runConsumer(consumer, [noting()]);
  expect(await reacted()).toEqual(all.sort());
});

it("what commits late, after others that began later, is reacted to as well, once", async () => {
  const client = new pg.Client({ connectionString: (await databaseUrl()).toString() });
  await client.connect();
  try {
    await client.query("BEGIN");
    const tx: Transaction = { emitted: false, query: (text, values) => client.query(text, values) };
    const early = (await file(1))[0] ?? "";
    await pool().query("DELETE FROM events WHERE ticket_id = $1", [early]);
    await emit(tx, {
      type: "ticket:created",
      organisationId: agent.organisationId,
      actorId: agent.id,
      ticketId: early,
      data: {},
    });
    const later = await file(2);
    expect(await runConsumer(consumer, [noting()])).toBe(2);
    expect(await reacted()).toEqual(later);
    await client.query("COMMIT");
    expect(await runConsumer(consumer, [noting()])).toBe(1);
    expect(await runConsumer(consumer, [noting()])).toBe(0);
    expect(await reacted()).toEqual([early, ...later].sort());
  } finally {
    await client.end();
  }
});

it("more than fits into a page is reacted to whole", async () => {
  await transaction(async (tx) => {
    await tx.query(
      `INSERT INTO events (id, organisation_id, type, data) SELECT gen_random_uuid(), $1, 'ticket:created', '{}' FROM generate_series(1, 2500)`,
      [agent.organisationId],
    );
  });
  expect(await runConsumer(consumer, [noting()])).toBe(2500);
  const { rows } = await pool().query<{ count: number }>(
    "SELECT count(DISTINCT event_id)::int AS count FROM reacted WHERE consumer = $1",
    [consumer],
  );
  expect(rows[0]?.count).toBe(2500);
});

it("after a restore, when the log is another, the consumer goes on from its end instead of taking old cursors for new", async () => {
  await file(1);
  await pool().query("UPDATE installation SET restores = restores + 1");
  expect(await runConsumer(consumer, [noting()])).toBe(0);
  const ids = await file(1);
  expect(await runConsumer(consumer, [noting()])).toBe(1);
  expect(await reacted()).toEqual(ids);
});

it("in the background it reacts soon after a commit in any process, and to nothing twice", async () => {
  const jobs = [
    startBackground([consumerJob(consumer, [noting()])]),
    startBackground([consumerJob(consumer, [noting()])]),
  ];
  try {
    const ids = await file(5);
    await until("all are reacted to", async () => (await reacted()).length >= 5);
    expect(await reacted()).toEqual(ids);
  } finally {
    await Promise.all(jobs.map((job) => job.stop()));
  }
});

async function databaseUrl(): Promise<URL> {
  const { rows } = await pool().query<{ name: string }>("SELECT current_database() AS name");
  const url = new URL(inject("testServerUrl"));
  url.pathname = `/${rows[0]?.name ?? ""}`;
  return url;
}
