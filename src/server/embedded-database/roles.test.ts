import { chmodSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mountedRoutes } from "@/app/mounted-routes";
import { startDesk } from "@/testing/desk/desk";
import { makeAccessToken, makeActor, makeOrganisation } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { checkDatabase } from "@/server/database/check";
import { startEmbeddedDatabase, type EmbeddedDatabase } from "./embedded-database";
import { env } from "@/server/process/env";
import { migrate } from "@/server/migrations/migrate";
import { makeTemporaryDataDir } from "@/server/database/temporary-database";

let dataDir = "";
let database: EmbeddedDatabase | null = null;

beforeEach(() => {
  dataDir = makeTemporaryDataDir();
});
afterEach(async () => {
  await database?.stop();
  database = null;
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<string> {
  database = await startEmbeddedDatabase({ dataDir, durable: false });
  return database.url;
}

async function restart(): Promise<string> {
  await database?.stop();
  return start();
}

const kept = (name: string): string => readFileSync(join(dataDir, "postgres", name), "utf8").trim();

/** The same server for another role, by its password. */
function addressOf(url: string, user: string, password: string, name = "helpejo"): string {
  const address = new URL(url);
  address.username = user;
  address.password = password;
  address.pathname = `/${name}`;
  return address.href;
}

async function run(url: string, ...statements: string[]): Promise<pg.QueryResult["rows"]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    let rows: pg.QueryResult["rows"] = [];
    for (const statement of statements) {
      rows = (await client.query(statement)).rows;
    }
    return rows;
  } finally {
    await client.end();
  }
}

const FORBIDDEN = [
  "CREATE DATABASE other",
  "CREATE ROLE other",
  "ALTER ROLE helpejo_desk SUPERUSER",
  "SELECT rolpassword FROM pg_authid",
  "SELECT pg_read_file('/etc/passwd')",
  "SELECT pg_ls_dir('.')",
  "COPY (SELECT 1) TO PROGRAM 'true'",
  "COPY (SELECT 1) TO '/tmp/helpejo-was-here'",
  "ALTER SYSTEM SET log_statement = 'all'",
  "SET SESSION AUTHORIZATION postgres",
  "SET ROLE postgres",
  "CREATE EXTENSION file_fdw",
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'helpejo keeper'",
];

describe("the application's role", () => {
  it("has a password of its own, kept for nobody else's eyes, which is not the superuser's", async () => {
    const url = await start();
    const own = decodeURIComponent(new URL(url).password);
    expect(own).toBe(kept("application-password"));
    expect(own).not.toBe(kept("password"));
    for (const name of ["application-password", "password"]) {
      expect(statSync(join(dataDir, "postgres", name)).mode & 0o777).toBe(0o600);
    }
    await expect(run(addressOf(url, "postgres", own, "postgres"), "SELECT 1")).rejects.toThrow(/password/);
    await expect(run(addressOf(url, "helpejo_desk", ""), "SELECT 1")).rejects.toThrow(/password/);
  });

  it("may do nothing outside of its database, nor as another role", async () => {
    const url = await start();
    const allowed: string[] = [];
    for (const statement of FORBIDDEN) {
      await run(url, statement).then(
        () => allowed.push(statement),
        (error: unknown) => expect(String(error)).toMatch(/permission|must be|cannot|denied/i),
      );
    }
    expect(allowed).toEqual([]);
  });

  it("gets into no database but its own", async () => {
    const url = await start();
    const own = kept("application-password");
    await expect(run(addressOf(url, "helpejo_desk", own, "postgres"), "SELECT 1")).rejects.toThrow(
      /permission/,
    );
  });

  it("closes password files that a copy of the folder has opened to others", async () => {
    await start();
    const file = join(dataDir, "postgres", "application-password");
    chmodSync(file, 0o644);
    await restart();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("gets a new password when the file of it was lost", async () => {
    const before = new URL(await start()).password;
    rmSync(join(dataDir, "postgres", "application-password"));
    const url = await restart();
    expect(new URL(url).password).not.toBe(before);
    expect(await run(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("is enough for all migrations and for a running server", async () => {
    const url = await start();
    await checkDatabase(url);
    await migrate(url);
    connectDatabase(url);
    const desk = await startDesk({ ...env(), port: 0 }, url, mountedRoutes);
    try {
      const agent = await makeActor(await makeOrganisation(), { role: "agent" });
      const token = await makeAccessToken(agent);
      const client = new SocketClient({ url: desk.url, token });
      await until("the client is ready", () => client.isIdle(), 20_000);
      const answer = await new HttpClient(desk.url, token).send("POST", "/api/tickets", {
        title: "Under a plain role",
        description: "It may do what it needs to.",
      });
      expect(answer.status).toBe(201);
      await until("the event came", () => client.received("ticket:created") !== undefined, 20_000);
      client.close();
    } finally {
      await desk.close();
      await closeDatabase();
    }
  });
});

describe("a folder of an earlier release, whose role had the superuser's password", () => {
  /** Makes it so as that release did, with something in it. */
  async function makeFormer(): Promise<{ url: string; former: string }> {
    const url = await start();
    const password = kept("password");
    const inside = addressOf(url, "postgres", password);
    const former = addressOf(url, "helpejo", password);
    await run(
      inside,
      `CREATE ROLE helpejo LOGIN CREATEDB PASSWORD '${password}'`,
      "ALTER DATABASE helpejo OWNER TO helpejo",
    );
    await run(
      former,
      "CREATE EXTENSION pg_trgm",
      "CREATE TYPE mood AS ENUM ('fine')",
      "CREATE TABLE kept (id serial PRIMARY KEY, word text, mood mood)",
      "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "INSERT INTO kept (word) VALUES ('still here')",
    );
    await run(inside, "DROP OWNED BY helpejo_desk", "DROP ROLE helpejo_desk");
    rmSync(join(dataDir, "postgres", "application-password"));
    return { url, former };
  }

  const OWNERS = `SELECT DISTINCT pg_get_userbyid(owner) AS owner FROM (
      SELECT relowner AS owner FROM pg_class WHERE relname LIKE 'kept%'
      UNION SELECT typowner FROM pg_type WHERE typname = 'mood'
      UNION SELECT proowner FROM pg_proc WHERE proname = 'one'
      UNION SELECT extowner FROM pg_extension WHERE extname = 'pg_trgm'
      UNION SELECT datdba FROM pg_database WHERE datname = 'helpejo') AS all_owners`;

  it("is handed over whole at the next start, and used under the new role", async () => {
    await makeFormer();
    const url = await restart();
    expect(new URL(url).username).toBe("helpejo_desk");
    expect(await run(url, OWNERS)).toEqual([{ owner: "helpejo_desk" }]);
    expect(await run(url, "ALTER TABLE kept ADD COLUMN more int", "SELECT word FROM kept")).toEqual([
      { word: "still here" },
    ]);
  });

  it("lets that release work on until the second start, so that one can go back, and then no more", async () => {
    const { former } = await makeFormer();
    // It is still running while the new one is tried out beside it.
    const other = await startEmbeddedDatabase({ dataDir, durable: false });
    expect(other.adopted).toBe(true);
    expect(await run(former, "INSERT INTO kept (word) VALUES ('both') RETURNING word")).toEqual([
      { word: "both" },
    ]);
    await other.stop();
    await restart();
    await expect(run(former, "SELECT 1")).rejects.toThrow(/not permitted to log in|password/);
  });

  it("is continued where a start was interrupted", async () => {
    const { url } = await makeFormer();
    const inside = addressOf(url, "postgres", kept("password"));
    // It had made the role with another password, and taken over one table.
    await run(
      inside,
      "CREATE ROLE helpejo_desk LOGIN CREATEDB PASSWORD 'another'",
      "ALTER TABLE kept OWNER TO helpejo_desk",
    );
    const next = await restart();
    expect(await run(next, OWNERS)).toEqual([{ owner: "helpejo_desk" }]);
    expect(await run(next, "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user")).toEqual([
      { rolcreatedb: false },
    ]);
  });
});

describe("a database of another server", () => {
  it("whose role lacks a right gets an error with the statement that grants it", async () => {
    const url = await start();
    const inside = addressOf(url, "postgres", kept("password"));
    await run(inside, "CREATE ROLE plain LOGIN PASSWORD 'plain'", "CREATE DATABASE plain");
    await run(
      addressOf(url, "postgres", kept("password"), "plain"),
      "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC",
    );
    const plain = addressOf(url, "plain", "plain", "plain");
    const refusal = await checkDatabase(plain).then(
      () => "",
      (error: unknown) => String(error),
    );
    expect(refusal).toMatch(
      /may not make tables in it\. Allow it: GRANT CREATE, USAGE ON SCHEMA "public" TO "plain"/,
    );
    expect(refusal).toMatch(/GRANT CREATE ON DATABASE "plain" TO "plain"/);
    expect(refusal).toMatch(
      /GRANT EXECUTE ON FUNCTION pg_control_system\(\), pg_control_checkpoint\(\) TO "plain"/,
    );
    await run(
      addressOf(url, "postgres", kept("password"), "plain"),
      'GRANT CREATE, USAGE ON SCHEMA "public" TO "plain"',
      'GRANT CREATE ON DATABASE "plain" TO "plain"',
      'GRANT EXECUTE ON FUNCTION pg_control_system(), pg_control_checkpoint() TO "plain"',
    );
    await checkDatabase(plain);
    await migrate(plain);
    expect(await run(plain, "SELECT count(*)::int AS tickets FROM tickets")).toEqual([{ tickets: 0 }]);
  });
});
