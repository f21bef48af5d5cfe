import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkDatabase } from "@/server/database/check";
import { migrate, pendingMigrations } from "./migrate";
import { missingMigration } from "./compare";
import { startTemporaryDatabase, type TemporaryDatabase } from "@/server/database/temporary-database";

let server: TemporaryDatabase;
let url: string;
let client: pg.Client;
let folder: string;
let count = 0;

beforeAll(async () => {
  server = await startTemporaryDatabase();
});
afterAll(() => server.stop());

beforeEach(async () => {
  count += 1;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`CREATE DATABASE migrate_${count}`);
  await admin.end();
  const address = new URL(server.url);
  address.pathname = `/migrate_${count}`;
  url = address.href;
  client = new pg.Client({ connectionString: url });
  await client.connect();
  folder = mkdtempSync(join(tmpdir(), "helpejo-migrations-"));
  writeFileSync(join(folder, "migration_lock.toml"), 'provider = "postgresql"\n');
});
afterEach(async () => {
  await client.end();
  rmSync(folder, { recursive: true });
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

async function rows(text: string): Promise<unknown[]> {
  return (await client.query(text)).rows;
}

async function untilAsleep(): Promise<void> {
  for (let found = 0; found === 0;) {
    found = (
      await rows(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'",
      )
    ).length;
  }
}

const FIRST = `
CREATE TABLE words (word text);
-- A semicolon in a body must not cut it: ;
CREATE FUNCTION twice(word text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1;
  RETURN word || ';' || word;
END;
$$;
INSERT INTO words VALUES (twice('a'));`;

describe("migrations", () => {
  it("are applied once, in order, and found done the second time", async () => {
    write("20260102000000_second", "INSERT INTO words VALUES ('b') -- without a semicolon");
    write("20260101000000_first", FIRST);
    expect(await pendingMigrations(client, folder)).toEqual([
      "20260101000000_first",
      "20260102000000_second",
    ]);
    expect(await migrate(url, folder)).toEqual(["20260101000000_first", "20260102000000_second"]);
    expect(await migrate(url, folder)).toEqual([]);
    expect(await pendingMigrations(client, folder)).toEqual([]);
    expect(await rows("SELECT word FROM words ORDER BY 1")).toEqual([{ word: "a;a" }, { word: "b" }]);
  });

  it("are applied once by two processes that start together", async () => {
    write("20260101000000_first", FIRST);
    const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
    expect(applied.flat()).toEqual(["20260101000000_first"]);
    expect(await rows("SELECT word FROM words")).toHaveLength(1);
  });

  it("that fail leave nothing behind, say why, and succeed once they are corrected", async () => {
    write("20260101000000_first", FIRST);
    write(
      "20260102000000_second",
      "CREATE TABLE half (id int); INSERT INTO words VALUES ('c'); SELECT nonsense FROM nowhere;",
    );
    await expect(migrate(url, folder)).rejects.toThrow(/brought up to date.*nowhere/s);
    expect(await rows("SELECT word FROM words")).toEqual([{ word: "a;a" }]);
    expect(await rows("SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
    expect(await pendingMigrations(client, folder)).toEqual(["20260102000000_second"]);
    write("20260102000000_second", "CREATE TABLE half (id int);");
    expect(await migrate(url, folder)).toEqual(["20260102000000_second"]);
  });

  it("that are interrupted leave a usable database, and are applied at the next start", async () => {
    write("20260101000000_first", FIRST);
    write("20260102000000_slow", "CREATE TABLE slow (id int); SELECT pg_sleep(20);");
    const interrupted = migrate(url, folder).catch((error: Error) => error.message);
    await untilAsleep();
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'helpejo migrate%'",
    );
    expect(await interrupted).toBeTypeOf("string");
    expect(await rows("SELECT to_regclass('slow') AS slow")).toEqual([{ slow: null }]);

    write("20260102000000_slow", "CREATE TABLE slow (id int);");
    expect(await migrate(url, folder)).toEqual(["20260102000000_slow"]);
    expect(
      await rows(
        `SELECT count(*)::int AS n FROM "_prisma_migrations" WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL`,
      ),
    ).toEqual([{ n: 2 }]);
  });

  it("whose process is killed while PostgreSQL carries on are waited for, not doubled", async () => {
    write("20260101000000_first", FIRST);
    write(
      "20260102000000_slow",
      "CREATE TABLE slow (id int); SELECT pg_sleep(1.5); INSERT INTO words VALUES ('slow');",
    );
    const script = `import { migrate } from "./src/server/migrations/migrate"; migrate(${JSON.stringify(url)}, ${JSON.stringify(folder)});`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      stdio: "inherit",
    });
    await untilAsleep();
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await migrate(url, folder)).toEqual([]);
    expect(await rows("SELECT word FROM words ORDER BY 1")).toEqual([{ word: "a;a" }, { word: "slow" }]);
    expect(await pendingMigrations(client, folder)).toEqual([]);
  });
});

describe("this release's migrations", () => {
  it("make what the Prisma schema says, and run twice without effect", async () => {
    expect(await missingMigration(url)).toBeNull();
    expect((await migrate(url)).length).toBeGreaterThan(0);
    expect(await migrate(url)).toEqual([]);
    expect(await pendingMigrations(client)).toEqual([]);
  });
});

describe("an external database", () => {
  it("is accepted when it is new enough", async () => {
    await expect(checkDatabase(url)).resolves.toBeUndefined();
  });

  it.each([
    [(good: string) => good.replace(/:[^:@]+@/, ":wrong-password@"), /user helpejo_desk was refused/],
    [(good: string) => good.replace(/[^/]+$/, "absent"), /there is no database absent/],
    [() => "postgresql://u@no-such-host.invalid/x", /there is no host of that name/],
  ])("that cannot be used is explained in a sentence, without its password", async (spoil, sentence) => {
    const failure = await checkDatabase(spoil(url)).catch((error: Error) => error);
    expect(failure).toMatchObject({ name: "StartError", message: expect.stringMatching(sentence) });
    expect(String(failure)).not.toContain("wrong-password");
  });
});
