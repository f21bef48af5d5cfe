import pg from "pg";
import { openEngine, NO_FILTER, SCRIPT_LOCK, toMigrationList } from "./engine";
import { migrationsFolder, readMigrations, type MigrationFile } from "./files";
import { StartError } from "@/server/process/start-error";

/** A target of queries: a pool or a client. */
interface Queryable {
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/** The lock for migrating, so that of several processes starting together one migrates and the others find it done. */
const MIGRATE_LOCK = 5_133_001;

/**
 * Brings the database at `databaseUrl` up to this release and returns the names of what was applied. A migration is one
 * transaction: one that fails or is interrupted leaves nothing behind and is tried again at the next call.
 */
export async function migrate(databaseUrl: string, folder = migrationsFolder()): Promise<string[]> {
  const migrations = readMigrations(folder);
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "helpejo migrate lock" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATE_LOCK]);
    await client.query("SELECT pg_advisory_lock($1), pg_advisory_unlock($1)", [SCRIPT_LOCK]);
    if ((await missing(client, migrations)).length === 0) {
      return [];
    }
    return await apply(databaseUrl, client, folder, migrations);
  } finally {
    await client.end();
  }
}

/** The names of this release's migrations that the database lacks; empty when it is up to date. */
export async function pendingMigrations(database: Queryable, folder = migrationsFolder()): Promise<string[]> {
  return await missing(database, readMigrations(folder));
}

async function apply(
  databaseUrl: string,
  client: pg.Client,
  folder: string,
  migrations: MigrationFile[],
): Promise<string[]> {
  await forgetInterrupted(client);
  const { engine, failure, close } = await openEngine(databaseUrl);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: toMigrationList(folder, migrations),
      filters: NO_FILTER,
    });
    return appliedMigrationNames;
  } catch (error) {
    await forgetInterrupted(client);
    throw new StartError(
      `The database could not be brought up to date: ${failure()?.message ?? firstLines(error)}`,
    );
  } finally {
    await close();
  }
}

async function missing(database: Queryable, migrations: readonly MigrationFile[]): Promise<string[]> {
  const { rows: table } = await database.query<{ exists: boolean }>(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS exists`,
  );
  const { rows } = table[0]?.exists
    ? await database.query<{ migration_name: string }>(
        `SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
      )
    : { rows: [] };
  const done = new Set(rows.map((row) => row.migration_name));
  return migrations.map((migration) => migration.name).filter((name) => !done.has(name));
}

/** PostgreSQL has rolled back every migration that is not marked as finished (engine.ts marks inside the transaction); only the table of migrations still lists it. */
async function forgetInterrupted(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS exists`,
  );
  if (rows[0]?.exists) {
    await client.query(
      `UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL`,
    );
  }
}

/** The engine's errors are whole reports for its own command line: the first lines are enough. */
function firstLines(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (text.includes("schema is not empty")) {
    return "it holds tables that are not Helpejo's. Give Helpejo a database of its own: createdb -O helpejo helpejo";
  }
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(0, 8)
    .join(" ");
}
