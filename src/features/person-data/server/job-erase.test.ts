import { afterAll, beforeAll, expect, it } from "vitest";
import { erasureSchema } from "@/features/person-data/schema";
import { addComment } from "@/features/comments/server/write-add";
import { createTicket } from "@/features/tickets/server/write-create";
import { closeDatabase, connectDatabase, pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeAccessToken, makeActor, makeOrganisation } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { startServers, type Servers } from "@/testing/processes/server";
import { until } from "@/testing/wait";

const TICKETS = 600;
const PATIENCE_MILLISECONDS = 60_000;

let database: TestDatabase;
let servers: Servers;
let admin: Actor;
let person: Actor;

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url);
  const organisation = await makeOrganisation();
  admin = await makeActor(organisation, { role: "admin", passwordHash: "x" });
  person = await makeActor(organisation, { name: "Killed Midway" });
  const { id } = await createTicket(person, { title: "The first of many", description: "It goes on." });
  await addComment(person, { ticket: id, body: "It went on." });
  await pool().query(
    `INSERT INTO tickets (id, organisation_id, number, title, category, requester_id)
     SELECT gen_random_uuid(), $1, 1000 + n, 'One of many ' || n, 'other', $2 FROM generate_series(1, ${TICKETS}) n`,
    [organisation.id, person.id],
  );
  await pool().query(
    "INSERT INTO ticket_texts (ticket_id, description) SELECT id, 'It goes on and on.' FROM tickets ON CONFLICT DO NOTHING",
  );
  servers = await startServers(database.url, 1, { TEST_BACKGROUND: "1" });
});

afterAll(async () => {
  await servers.stop();
  await closeDatabase();
  await database.drop();
});

it("an erasure whose process is killed in the middle goes on with the next, and changes each ticket once", async () => {
  const [server] = servers.processes;
  if (!server) {
    throw new Error("there is no server");
  }
  const http = new HttpClient(server.url, await makeAccessToken(admin));
  const read = async () => erasureSchema.parse(await http.get(`/api/admin/users/${person.id}/erasure`));
  const given = { name: "killed midway", texts: true, disable: true, seen: (await read()).preview?.seen };
  const begun = await http.send("POST", `/api/admin/users/${person.id}/erasure`, given);
  expect(begun.status, JSON.stringify(begun.body)).toBe(200);
  const erased = async (): Promise<number> =>
    (await pool().query("SELECT 1 FROM tickets WHERE title = 'Erased request'")).rowCount ?? 0;
  await until("some tickets had their turn", async () => (await erased()) > 0, PATIENCE_MILLISECONDS);
  await server.kill();
  expect(await erased()).toBeLessThan(TICKETS + 1);
  const { rows } = await pool().query("SELECT state FROM person_erasures");
  expect(rows).toEqual([{ state: "running" }]);
  await server.start();
  await until("it is done", async () => (await read()).state === "done", PATIENCE_MILLISECONDS);
  expect(await erased()).toBe(TICKETS + 1);
  const counts = await pool().query(
    `SELECT (SELECT count(*)::int FROM events WHERE type = 'ticket:updated') AS events,
       (SELECT count(*)::int FROM events WHERE type = 'comment:updated') AS comments,
       (SELECT count(*)::int FROM audit_entries WHERE action = 'person.erased') AS ends,
       (SELECT count(*)::int FROM tickets WHERE version <> 2 AND number >= 1000) AS others`,
  );
  expect(counts.rows).toEqual([{ events: TICKETS + 1, comments: 1, ends: 1, others: 0 }]);
});
