import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, pool } from "@/server/database/database";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeOrganisation } from "@/testing/factories";
import { startServers } from "@/testing/processes/server";
import { until } from "@/testing/wait";
import { checkRange } from "./check";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const waits = async (): Promise<boolean> =>
  ((await pool().query("SELECT 1 FROM pg_locks WHERE NOT granted")).rowCount ?? 0) > 0;

it("a process that is killed while it seals leaves nothing half sealed, and the next one seals it all", async () => {
  const { id: organisationId } = await makeOrganisation();
  const unsealed = async (): Promise<number> =>
    (await pool().query("SELECT 1 FROM audit_entries WHERE number IS NULL")).rowCount ?? 0;
  await pool().query(
    "INSERT INTO audit_entries (id, organisation_id, action) SELECT gen_random_uuid(), $1, 'person.changed' FROM generate_series(1, 50)",
    [organisationId],
  );
  // The sealing has begun its transaction, and waits for one of the rows.
  const holder = await pool().connect();
  await holder.query("BEGIN");
  await holder.query(
    "SELECT 1 FROM audit_entries WHERE id = (SELECT id FROM audit_entries ORDER BY at DESC, id DESC LIMIT 1) FOR UPDATE",
  );
  const servers = await startServers(database.url, 1, { TEST_BACKGROUND: "1" });
  try {
    const [server] = servers.processes;
    await until("the sealing waits", waits, 30_000);
    await server?.kill();
    await holder.query("ROLLBACK");
    await until("what the killed process asked for is over", async () => !(await waits()), 30_000);
    expect(await unsealed()).toBe(50);
    await server?.start();
    await until("all are sealed", async () => (await unsealed()) === 0, 30_000);
    const { checked, problem, waiting } = await checkRange({ organisationId, chain: "actions", after: null });
    expect([checked, problem, waiting]).toEqual([50, null, 0]);
  } finally {
    holder.release();
    await servers.stop();
  }
}, 120_000);
