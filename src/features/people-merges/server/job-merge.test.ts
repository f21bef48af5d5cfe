import { afterAll, beforeAll, expect, it } from "vitest";
import { createTicket } from "@/features/tickets/server/write-create";
import { mergeAnswerSchema } from "@/features/people-merges/schema";
import { closeDatabase, connectDatabase, pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeAccessToken, makeActor, makeOrganisation } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { startServers, type Servers } from "@/testing/processes/server";
import { until } from "@/testing/wait";
import { startMerge } from "./write";

const TICKETS = 1_200;
const PATIENCE_MILLISECONDS = 60_000;

let database: TestDatabase;
let servers: Servers;
let admin: Actor;
let from: Actor;
let into: Actor;

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url);
  const organisation = await makeOrganisation();
  admin = await makeActor(organisation, { role: "admin", passwordHash: "somebody who can sign in" });
  from = await makeActor(organisation, { name: "Berta Old" });
  into = await makeActor(organisation, { name: "Berta New" });
  for (let made = 0; made < TICKETS; made += 100) {
    await Promise.all(
      Array.from({ length: 100 }, () =>
        createTicket(from, { title: "One of many", description: "All alike." }),
      ),
    );
  }
  servers = await startServers(database.url, 1, { TEST_BACKGROUND: "1" });
}, 120_000);

afterAll(async () => {
  await servers.stop();
  await closeDatabase();
  await database.drop();
});

it("a merge whose process is killed in the middle goes on with the next, and moves each ticket once", async () => {
  const [server] = servers.processes;
  if (!server) {
    throw new Error("there is no server");
  }
  const token = await makeAccessToken(admin);
  await startMerge(
    admin,
    { personId: from.id, into: into.id, name: from.name, teams: "keep" },
    { key: null, address: "" },
  );
  const read = async () => {
    const answer = await new HttpClient(server.url, token).get(`/api/admin/users/${from.id}/merge`);
    return mergeAnswerSchema.parse(answer).merge;
  };
  await until(
    "some tickets had their turn",
    async () => ((await read())?.done ?? 0) > 0,
    PATIENCE_MILLISECONDS,
  );
  await server.kill();
  const { rows } = await pool().query("SELECT state FROM person_merges");
  expect(rows).toEqual([{ state: "running" }]);
  await server.start();
  await until("it is done", async () => (await read())?.state === "done", PATIENCE_MILLISECONDS);
  expect(await read()).toMatchObject({ total: TICKETS, done: TICKETS });
  const counts = await pool().query(
    `SELECT (SELECT count(*)::int FROM tickets WHERE requester_id = $1) AS tickets,
       (SELECT count(*)::int FROM tickets WHERE version <> 2 OR public_version <> 2) AS others,
       (SELECT count(*)::int FROM events WHERE data ? 'merged') AS events,
       (SELECT count(*)::int FROM audit_entries WHERE action = 'person.merge_finished') AS ends`,
    [into.id],
  );
  expect(counts.rows).toEqual([{ tickets: TICKETS, others: 0, events: TICKETS, ends: 1 }]);
});
