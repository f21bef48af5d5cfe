import { afterAll, beforeAll, expect, it } from "vitest";
import { importSchema } from "@/features/people-imports/schema";
import { closeDatabase, connectDatabase, pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeAccessToken, makeActor, makeOrganisation } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { makeImport } from "@/testing/people-imports/make";
import { startServers, type Servers } from "@/testing/processes/server";
import { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const PEOPLE = 1_500;
const PATIENCE_MILLISECONDS = 60_000;

let database: TestDatabase;
let servers: Servers;
let admin: Actor;

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url);
  admin = await makeActor(await makeOrganisation(), { role: "admin" });
  servers = await startServers(database.url, 1, { TEST_BACKGROUND: "1" });
});

afterAll(async () => {
  await servers.stop();
  await closeDatabase();
  await database.drop();
});

it("an import whose process is killed in the middle goes on with the next, and makes each person once", async () => {
  const [server] = servers.processes;
  if (!server) {
    throw new Error("there is no server");
  }
  const token = await makeAccessToken(admin);
  const listener = new SocketClient({ url: server.url, token });
  await until("the admin listens", () => listener.isIdle());
  const lines = Array.from({ length: PEOPLE }, (_, index) => `Person ${index},person${index}@example.org`);
  const { id } = await makeImport(admin, { text: `name,email\n${lines.join("\n")}`, isDryRun: false });
  const read = async () => {
    return importSchema.parse(
      await new HttpClient(server.url, token).get(`/api/admin/imports/${id}?limit=1`),
    );
  };
  await until("some rows had their turn", async () => (await read()).position > 0, PATIENCE_MILLISECONDS);
  await server.kill();
  listener.close();
  const { rows } = await pool().query("SELECT state FROM people_imports WHERE id = $1", [id]);
  expect(rows).toEqual([{ state: "running" }]);
  await server.start();
  await until("it is done", async () => (await read()).state === "done", PATIENCE_MILLISECONDS);
  expect(await read()).toMatchObject({ position: PEOPLE, done: { create: PEOPLE, error: 0 } });
  const counts = await pool().query(
    `SELECT (SELECT count(*)::int FROM people WHERE email LIKE 'person%') AS people,
       (SELECT count(*)::int FROM audit_entries WHERE action = 'person.created') AS entries,
       (SELECT count(*)::int FROM events WHERE type = 'audit:added' AND data->>'action' = 'person.created') AS events,
       (SELECT count(*)::int FROM audit_entries WHERE action = 'import.finished') AS ends`,
  );
  expect(counts.rows).toEqual([{ people: PEOPLE, entries: PEOPLE, events: PEOPLE, ends: 1 }]);
});
