import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { TcpProxy } from "@/testing/processes/tcp-proxy";
import { until } from "@/testing/wait";
import { closeDatabase, connectDatabase, pool, prismaTransaction, transaction } from "./database";
import { isDatabaseAway } from "./away";

let database: TestDatabase;
let proxy: TcpProxy;
let superuser: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  const address = new URL(database.url);
  proxy = await TcpProxy.start(Number(address.port));
  address.port = String(proxy.port);
  connectDatabase(address.toString());
  superuser = new pg.Client({ connectionString: inject("testServerUrl") });
  await superuser.connect();
});

afterAll(async () => {
  await superuser.end();
  await proxy.close();
  await closeDatabase();
  await database.drop();
});

const name = (): string => new URL(database.url).pathname.slice(1);

it("a database that accepts no connections, or is being restored, counts as away", async () => {
  await superuser.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS false`);
  const closed = await failureOf(pool().query("SELECT 1"));
  await superuser.query(`ALTER DATABASE ${name()} RENAME TO ${name()}_aside`);
  const failure = await failureOf(pool().query("SELECT 1"));
  await superuser.query(`ALTER DATABASE ${name()}_aside RENAME TO ${name()}`);
  await superuser.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS true`);
  expect([closed, failure].map(isDatabaseAway), `${String(closed)}, ${String(failure)}`).toEqual([
    true,
    true,
  ]);
});

it("a broken connection counts as a database that is away, for its next query", async () => {
  const failures: unknown[] = [];
  await transaction(async (tx) => {
    proxy.cut();
    for (let tries = 0; tries < 3; tries++) {
      failures.push(await failureOf(tx.query("SELECT 1")));
    }
  }).catch(() => undefined);
  expect(failures.map(isDatabaseAway), failures.join(", ")).toEqual([true, true, true]);
});

it("a connection that is ended while Prisma commits counts as a database that is away", async () => {
  let resumed = Promise.resolve();
  const failure = await failureOf(
    prismaTransaction(async ({ sql }) => {
      const { rows } = await sql.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      // PostgreSQL's message arrives when the commit has been sent already.
      proxy.stall(["down"]);
      await superuser.query("SELECT pg_terminate_backend($1, 5000)", [rows[0]?.pid]);
      resumed = sleep(100).then(() => proxy.resume());
    }),
  );
  await resumed;
  await until("the connection has left the pool", () =>
    pool()
      .query("SELECT 1")
      .then(
        () => true,
        () => false,
      ),
  );
  expect(isDatabaseAway(failure), String(failure)).toBe(true);
});

it("a transaction whose process fell silent releases its locks", async () => {
  await pool().query("CREATE TABLE things (id int PRIMARY KEY, text text)");
  await pool().query("INSERT INTO things VALUES (1, 'before')");
  const cut = transaction(async (tx) => {
    await tx.query("UPDATE things SET text = 'half' WHERE id = 1");
    proxy.forsake();
    await tx.query("UPDATE things SET text = 'whole' WHERE id = 1");
  }).catch(() => "failed");
  const direct = new pg.Client({ connectionString: database.url });
  await direct.connect();
  try {
    await direct.query("UPDATE things SET text = 'after' WHERE id = 1 AND text = 'before'");
    const { rows } = await direct.query("SELECT text FROM things");
    expect(rows).toEqual([{ text: "after" }]);
  } finally {
    await direct.end();
    proxy.cut();
  }
  expect(await cut).toBe("failed");
}, 30_000);

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}
