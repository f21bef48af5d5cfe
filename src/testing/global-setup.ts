import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedDatabase } from "@/server/embedded-database/embedded-database";
import { shareOnce } from "@/server/process/globals";
import { isAlive } from "@/server/process/file-lock";
import { migrate } from "@/server/migrations/migrate";
import { migrationsFolder, readMigrations } from "@/server/migrations/files";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of a database on the server that all tests of this run share; only for making others. */
    testServerUrl: string;
    /** Name of the migrated database that each test file's own is copied from. */
    testTemplate: string;
  }
}

/** Held while the template is made, so that of two runs starting together one makes it. */
const TEMPLATE_LOCK = 5_133_900;

/**
 * Runs once before all tests: one PostgreSQL for the whole run (TEST_DATABASE_URL, or an embedded one whose folder is
 * kept between runs, so that only the first has to make it) and one migrated template in it. A template carries the
 * hash of the migrations in its name, so it is made once for each state of them.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  // Each project of this run asks for it; the first starts it for all, the last to leave stops it.
  const server = shareOnce("test-server", () => ({ users: 0, started: startServer() }));
  server.users += 1;
  const { url, template, stop } = await server.started;
  project.provide("testServerUrl", url);
  project.provide("testTemplate", template);
  return async () => {
    server.users -= 1;
    await (server.users === 0 && stop());
  };
}

async function startServer(): Promise<{ url: string; template: string; stop: () => Promise<void> }> {
  const outside = process.env["TEST_DATABASE_URL"];
  const embedded = outside
    ? null
    : await startEmbeddedDatabase({
        dataDir: join(tmpdir(), `helpejo-test-server-${process.getuid?.() ?? 0}`),
        durable: false,
        mayCreateDatabases: true,
      });
  const url = outside ?? embedded?.url ?? "";
  const stop = async (): Promise<void> => embedded?.stop();
  try {
    return { url, template: await makeTemplate(url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function makeTemplate(url: string): Promise<string> {
  const migrations = readMigrations(migrationsFolder());
  const name = `helpejo_template_${createHash("sha256").update(JSON.stringify(migrations)).digest("hex").slice(0, 12)}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    await dropLeftovers(client);
    if ((await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name])).rowCount === 0) {
      // Migrated under another name, so that a template of the right name is always a whole one.
      const draft = `${name}_draft`;
      await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${draft} TEMPLATE template0`);
      await migrate(databaseAddress(url, draft));
      await client.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
    }
  } finally {
    await client.end();
  }
  return name;
}

/** Databases of test runs that were killed: their names carry the process that made them. */
async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE datname ~ '^helpejo_test_[0-9]+_'`,
  );
  for (const { datname } of rows) {
    if (!isAlive(Number(datname.split("_")[2]))) {
      await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    }
  }
}

function databaseAddress(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString();
}
