import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { closeDatabase, connectDatabase } from "@/server/database/database";

/** A database of one's own, empty but migrated. */
export interface TestDatabase {
  url: string;
  /** Ends whatever is connected and removes it. */
  drop(): Promise<void>;
}

const TEST_POOL_SIZE = 10;

/** Gives the calling test file a fresh database and connects this process to it, until the file is through. */
export function setUpDatabase(): void {
  let database: TestDatabase | null = null;
  beforeAll(async () => {
    database = await createTestDatabase();
    connectDatabase(database.url, TEST_POOL_SIZE);
  });
  afterAll(async () => {
    await closeDatabase();
    await database?.drop();
  });
}

/** Copies the migrated template, for tests that run whole servers on it; `setUpDatabase` is enough for all others. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `helpejo_test_${process.pid}_${randomBytes(6).toString("hex")}`;
  // Its files as they are: writing every page of them to the log as well takes twice as long.
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${inject("testTemplate")} STRATEGY file_copy`);
  const url = new URL(inject("testServerUrl"));
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => dropDatabase(name) };
}

async function dropDatabase(name: string): Promise<void> {
  try {
    await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  } catch (error) {
    // PostgreSQL's own housekeeping is on it and may not be ended by our role; without FORCE it gives way by itself.
    if (!(error instanceof Error && "code" in error && error.code === "42501")) {
      throw error;
    }
    await onServer(`DROP DATABASE IF EXISTS ${name}`);
  }
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("testServerUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
