import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { v7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createTicket } from "@/features/tickets/server/write-create";
import { closeDatabase, connectDatabase, pool, transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { registry } from "@/server/metrics/metrics";
import { announceCommit } from "@/server/database/wake";
import type { LogEvent } from "@/shared/events";
import type { Actor } from "@/shared/roles";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { until } from "@/testing/wait";
import { readLog, readPosition } from "./log-source";
import { startReader, type Reader } from "./reader";

let database: TestDatabase;
let actor: Actor;
const readers: Reader[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url, 30);
  actor = await makeActor(await makeOrganisation(), { role: "admin" });
});

beforeEach(async () => {
  await Promise.all(readers.splice(0).map((reader) => reader.stop()));
});

afterAll(async () => {
  await Promise.all(readers.map((reader) => reader.stop()));
  await closeDatabase();
  await database.drop();
});

it("24 concurrent writers and transactions that stay open: no event is missed, none comes twice, each ticket's in order", async () => {
  const tickets = await Promise.all(Array.from({ length: 6 }, () => fileTicket()));
  const holders = await Promise.all([holdTransaction(), holdTransaction()]);
  const read: LogEvent[] = [];
  let position = await readPosition(pool());
  let isWriting = true;
  const reading = (async () => {
    for (let isLast = false; !isLast;) {
      isLast = !isWriting;
      const next = await readLog(pool(), position.snapshot);
      position = next;
      read.push(...next.events);
      await sleep(5);
    }
  })();
  const written: string[] = [];
  await Promise.all(
    Array.from({ length: 24 }, async (_, writer) => {
      for (let count = 0; count < 12; count++) {
        written.push(await bump(tickets[(writer + count) % tickets.length] ?? "", Math.random() * 12));
      }
    }),
  );
  isWriting = false;
  await reading;
  await Promise.all(holders.map((holder) => holder.end()));
  expect(read.map((event) => event.id).sort()).toEqual([...written].sort());
  for (const ticket of tickets) {
    const versions = read.filter((event) => event.ticketId === ticket).map((event) => event.version ?? 0);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
  }
});

it("a transaction that began long ago is read once, when it commits, and delays nobody until then", async () => {
  const ticket = await fileTicket();
  const other = await fileTicket();
  const slow = new pg.Client({ connectionString: database.url });
  await slow.connect();
  await slow.query("BEGIN");
  await insertEvent(slow, ticket, 100);
  const start = await readPosition(pool());
  await bump(other, 0);
  const first = await readLog(pool(), start.snapshot);
  expect(first.events.map((event) => event.ticketId)).toEqual([other]);
  await slow.query("COMMIT");
  await slow.end();
  const second = await readLog(pool(), first.snapshot);
  expect(second.events.map((event) => [event.ticketId, event.version])).toEqual([[ticket, 100]]);
  expect((await readLog(pool(), second.snapshot)).events).toEqual([]);
});

it("what was rolled back is never read", async () => {
  const ticket = await fileTicket();
  const start = await readPosition(pool());
  const undone = new pg.Client({ connectionString: database.url });
  await undone.connect();
  await undone.query("BEGIN");
  await insertEvent(undone, ticket, 100);
  const between = await readLog(pool(), start.snapshot);
  await undone.query("ROLLBACK");
  await undone.end();
  expect([...between.events, ...(await readLog(pool(), between.snapshot)).events]).toEqual([]);
});

it("more than a batch holds is an overflow: the reader starts afresh, once, and goes on from there", async () => {
  const ticket = await fileTicket();
  const { received, afresh, reader } = await listenToLog();
  await pool().query(
    `INSERT INTO events (id, organisation_id, type, audience, ticket_id, version, public_version, data)
     SELECT gen_random_uuid(), $1, 'ticket:updated', 'public', $2, v, v, '{"changes":{},"publicChanges":{}}' FROM generate_series(1000, 6001) v`,
    [actor.organisationId, ticket],
  );
  reader.wake();
  await until("it started afresh", () => afresh.length > 0);
  expect(afresh).toEqual(["overflow"]);
  expect(received).toEqual([]);
  const next = await bump(await fileTicket(), 0);
  announceCommit();
  reader.wake();
  await until("the next event was read", () => received.some((event) => event.id === next));
  expect(afresh).toEqual(["overflow"]);
});

it("an event that cannot be read is lost for nobody: everybody fetches afresh; one of a newer release is skipped", async () => {
  const ticket = await fileTicket();
  const { received, afresh, reader } = await listenToLog();
  const before = await passedOver();
  await pool().query(
    `INSERT INTO events (id, organisation_id, type, audience, ticket_id, data)
     VALUES (gen_random_uuid(), $1, 'tomorrow:done', 'public', $2, '{}'), (gen_random_uuid(), $1, 'toString', 'public', $2, '{}')`,
    [actor.organisationId, ticket],
  );
  const next = await bump(ticket, 0);
  reader.wake();
  await until("the next event was read", () => received.some((event) => event.id === next));
  expect(afresh).toEqual([]);
  await pool().query(
    `INSERT INTO events (id, organisation_id, type, audience, ticket_id, data) VALUES (gen_random_uuid(), $1, 'comment:added', 'public', $2, '{"comment":7}')`,
    [actor.organisationId, ticket],
  );
  reader.wake();
  await until("it started afresh", () => afresh.length > 0);
  expect(afresh).toEqual(["unreadable"]);
  const after = await passedOver();
  expect([after.newer - before.newer, after.unreadable - before.unreadable]).toEqual([2, 1]);
});

it("another epoch, as after a restore, starts afresh", async () => {
  const { afresh, reader } = await listenToLog();
  const before = reader.epoch();
  await pool().query("UPDATE installation SET restores = restores + 1");
  reader.wake();
  await until("it started afresh", () => afresh.length > 0);
  expect(afresh).toEqual(["epoch"]);
  expect(reader.epoch()).not.toBe(before);
});

it("a reader whose connection is broken again and again goes on, and loses and repeats nothing", async () => {
  const ticket = await fileTicket();
  const { received, reader } = await listenToLog();
  const written: string[] = [];
  for (let round = 0; round < 5; round++) {
    await pool().query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'helpejo reader'",
    );
    for (let count = 0; count < 5; count++) {
      written.push(await bump(ticket, 2));
      reader.wake();
    }
  }
  await until("everything was read", () => received.length >= written.length);
  expect(received.map((event) => event.id)).toEqual(written);
});

it("a batch that could not be sent is sent again, whole", async () => {
  const ticket = await fileTicket();
  let failures = 2;
  const received: string[][] = [];
  const reader = await startReader(database.url, {
    prepare: async (events) => {
      if (failures-- > 0) {
        throw new Error("not now");
      }
      return () => received.push(events.map((event) => event.id));
    },
    startAfresh: () => undefined,
  });
  readers.push(reader);
  const written = [await bump(ticket, 0)];
  reader.wake();
  await until("it was announced", () => received.length > 0);
  expect(received).toEqual([written]);
});

it("a batch that is out of date before it is sent is read again at once", async () => {
  const ticket = await fileTicket();
  const received: string[][] = [];
  let looks = 0;
  let refusals = 2;
  const reader = await startReader(database.url, {
    beginPoll: () => {
      looks += 1;
      return { isOvertaken: () => refusals-- > 0, end: () => undefined };
    },
    prepare: (events) => Promise.resolve(() => received.push(events.map((event) => event.id))),
    startAfresh: () => undefined,
  });
  readers.push(reader);
  const written = [await bump(ticket, 0)];
  const before = looks;
  reader.wake();
  await until("it was announced", () => received.length > 0, 400);
  expect(received).toEqual([written]);
  expect(looks - before).toBeGreaterThanOrEqual(3);
});

it("a wake-up takes effect within tens of milliseconds", async () => {
  const ticket = await fileTicket();
  const { received, reader } = await listenToLog();
  const delays: number[] = [];
  for (let round = 0; round < 20; round++) {
    const id = await bump(ticket, 0);
    const committed = performance.now();
    reader.wake();
    while (!received.some((event) => event.id === id)) {
      await sleep(1);
    }
    delays.push(performance.now() - committed);
  }
  const median = delays.sort((a, b) => a - b)[10] ?? Infinity;
  // Half the poll's interval and more would mean that wakes do nothing.
  expect(median).toBeLessThan(100);
});

async function listenToLog(): Promise<{ received: LogEvent[]; afresh: string[]; reader: Reader }> {
  const received: LogEvent[] = [];
  const afresh: string[] = [];
  const reader = await startReader(database.url, {
    prepare: (events) => Promise.resolve(() => received.push(...events)),
    startAfresh: (reason) => afresh.push(reason),
  });
  readers.push(reader);
  return { received, afresh, reader };
}

async function passedOver(): Promise<{ newer: number; unreadable: number }> {
  const { values } = (await registry().getSingleMetric("helpejo_log_rows_passed_over_total")?.get()) ?? {
    values: [],
  };
  const of = (reason: string): number => values.find(({ labels }) => labels["reason"] === reason)?.value ?? 0;
  return { newer: of("newer"), unreadable: of("unreadable") };
}

async function fileTicket(): Promise<string> {
  return (await createTicket(actor, { title: "A ticket to count on", description: "It has versions." })).id;
}

/** Raises a ticket's version and writes its event, with pauses that let others commit in between; returns the event's id. */
async function bump(ticketId: string, pause: number): Promise<string> {
  return transaction(async (tx) => {
    await tx.query("SELECT pg_current_xact_id()");
    await sleep(pause * Math.random());
    const { rows } = await tx.query<{ version: number }>(
      "UPDATE tickets SET version = version + 1, public_version = public_version + 1 WHERE id = $1 RETURNING version",
      [ticketId],
    );
    const version = rows[0]?.version ?? 0;
    const id = await emit(tx, {
      type: "ticket:updated",
      organisationId: actor.organisationId,
      actorId: actor.id,
      audience: "public",
      ticketId,
      version,
      publicVersion: version,
      data: { changes: {}, publicChanges: {} },
    });
    await sleep(pause * Math.random());
    return id;
  });
}

async function insertEvent(client: pg.Client, ticketId: string, version: number): Promise<void> {
  await client.query(
    `INSERT INTO events (id, organisation_id, type, audience, ticket_id, version, public_version, data)
     VALUES ($1, $2, 'ticket:updated', 'public', $3, $4, $4, '{"changes":{},"publicChanges":{}}')`,
    [v7(), actor.organisationId, ticketId, version],
  );
}

async function holdTransaction(): Promise<pg.Client> {
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query("BEGIN");
  await holder.query("SELECT pg_current_xact_id()");
  return holder;
}
