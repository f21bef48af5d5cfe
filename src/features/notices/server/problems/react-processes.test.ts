import { afterAll, beforeAll, expect, it } from "vitest";
import { createTicket } from "@/features/tickets/server/write-create";
import { closeDatabase, connectDatabase, pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeAccessToken, makeActor, makeOrganisation } from "@/testing/factories";
import { startRedis, type RedisServer } from "@/testing/processes/redis";
import { startServers, type Servers } from "@/testing/processes/server";
import { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

let database: TestDatabase;
let redis: RedisServer;
let servers: Servers;
let agent: Actor;
let admins: SocketClient[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url, 4);
  redis = await startRedis();
  const organisation = await makeOrganisation();
  agent = await makeActor(organisation, { role: "agent" });
  const token = await makeAccessToken(await makeActor(organisation, { role: "admin" }));
  servers = await startServers(database.url, 3, { REDIS_URL: redis.url, TEST_BACKGROUND: "1" });
  admins = servers.processes.map(({ url }) => new SocketClient({ url, token }));
  await until(
    "all are ready",
    () => admins.every((one) => one.received("session:ready") !== undefined),
    15_000,
  );
  await until(
    "the log consumer has begun",
    async () => (await pool().query("SELECT 1 FROM cursors WHERE name = 'react to the log'")).rowCount === 1,
    15_000,
  );
});

afterAll(async () => {
  admins.forEach((one) => one.close());
  await servers.stop();
  await redis.stop();
  await closeDatabase();
  await database.drop();
});

/** How many events with these words the admin's tab at one process received. */
const countNotices = (client: SocketClient | undefined, words: string): number =>
  client?.receipts.filter(
    ({ name, payload }) => name === "admin:notice" && JSON.stringify(payload).includes(words),
  ).length ?? 0;

it("an admin connected to three processes gets one event each for an urgent ticket", async () => {
  const { number } = await createTicket(agent, {
    title: "Three processes",
    description: "They all read the same log.",
    priority: "urgent",
  });
  await until("each was notified", () => admins.every((one) => countNotices(one, `#${number} `) > 0));
  // Urgent tickets are handled in the log's order: when the next one came, this one was handled before.
  const next = await createTicket(agent, {
    title: "Three processes again",
    description: "They read on.",
    priority: "urgent",
  });
  await until("each was notified of the next", () =>
    admins.every((one) => countNotices(one, `#${next.number} `) > 0),
  );
  expect(admins.map((one) => countNotices(one, `#${number} `))).toEqual([1, 1, 1]);
});

it("the remaining processes raise one notice for a killed process and handle what comes then, until it is back", async () => {
  const [killed] = servers.processes;
  await killed?.kill();
  const { number } = await createTicket(agent, {
    title: "While one is gone",
    description: "The killed process may have run the log consumer.",
    priority: "urgent",
  });
  const left = admins.slice(1);
  await until("each was notified of the ticket", () =>
    left.every((one) => countNotices(one, `#${number} `) > 0),
  );
  await until(
    "each was notified of the process",
    () => left.every((one) => countNotices(one, "vanished") > 0),
    20_000,
  );
  await killed?.start();
  await until(
    "its return was announced",
    () =>
      left.every((one) =>
        one.received("admin:noticeChanged", (payload) => JSON.stringify(payload).includes("vanished")),
      ),
    15_000,
  );
  expect(left.map((one) => [countNotices(one, `#${number} `), countNotices(one, "vanished")])).toEqual([
    [1, 1],
    [1, 1],
  ]);
  const { rows } = await pool().query<{ kind: string; count: number }>(
    "SELECT kind, count(*)::int AS count FROM notices WHERE kind <> 'processes_changed' GROUP BY kind ORDER BY kind",
  );
  expect(rows).toEqual([
    { kind: "process_vanished", count: 1 },
    { kind: "ticket_urgent", count: 3 },
  ]);
});
