import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import { Pool, type PoolClient, type QueryResultRow } from "pg";
import { env } from "@/server/process/env";
import { forgetShared, shareOnce } from "@/server/process/globals";
import { reportGauge, reportGauges } from "@/server/metrics/gauges";
import { prepareByName } from "./prepared-statements";
import { PrismaClient, type Prisma } from "@/server/prisma/client";
import { announceCommit } from "./wake";

/** A target of SQL: the pool, or one transaction. */
export interface Sql {
  query<Row extends QueryResultRow>(
    text: string,
    values?: unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/** A transaction in progress; `emitted` is set by `emit`, so that readers are woken after the commit. */
export interface Transaction extends Sql {
  emitted: boolean;
}

/** The Prisma client inside a transaction, or outside of any: functions that read rows by Prisma take this. */
export type Rows = Prisma.TransactionClient;

/** One transaction with two interfaces: rows by `prisma`, statements and `emit` by `sql`. */
export interface BothWays {
  prisma: Rows;
  sql: Transaction;
}

const POOL_SIZE = 16;
/** The wait for a connection of the pool: a new one, or a returned one. Under load this wait is most of an answer. */
const CONNECT_MILLISECONDS = 20_000;
/** A connection that died silently answers nothing, and a request must not wait for it for ever: no query of ours takes so long. */
const ANSWER_MILLISECONDS = 12_000;
/** PostgreSQL must not keep rows locked for a silent transaction: the connection to its process may have died. */
const SILENT_TRANSACTION_MILLISECONDS = 10_000;
/** The longest possible timer: a transaction ends with its work, as those of `transaction` do, and never by Prisma's timeout. */
const NO_TIME_LIMIT = 2 ** 31 - 1;

/** Two transactions that lock in different orders meet rarely; the third time in a row it is a fault that must be seen. */
const DEADLOCK_TRIES = 3;

/** Opens the process's one connection pool. Called once, by server.ts or a command, before anything reads. */
export function connectDatabase(url: string, size = POOL_SIZE): Pool {
  return shareOnce("pool", () => {
    const pool = new Pool({
      connectionString: url,
      max: size,
      connectionTimeoutMillis: CONNECT_MILLISECONDS,
      query_timeout: ANSWER_MILLISECONDS,
      idle_in_transaction_session_timeout: SILENT_TRANSACTION_MILLISECONDS,
      application_name: "helpejo",
      // Prisma writes times without a zone and reads them as UTC: wrong on a server with another time zone.
      verify: (client, done) =>
        client.query("SET TIME ZONE 'UTC'", (error: Error | null) => done(error ?? undefined)),
    });
    // An idle connection that breaks (PostgreSQL restarts) must not end the process; the next query opens another.
    pool.on("error", () => undefined);
    const isPrepared = env().preparedStatements;
    pool.on("connect", (client) => {
      // Nor one that breaks while it is in use: its user gets the error with the next query.
      client.on("error", () => undefined);
      if (isPrepared) {
        prepareByName(client);
      }
    });
    reportPool(pool, size);
    return pool;
  });
}

/** The connection pool of this process; throws when nothing has connected yet. */
export function pool(): Pool {
  return shareOnce<Pool>("pool", () => {
    throw new Error("The database is not connected yet: call connectDatabase first.");
  });
}

/** The Prisma client over the same pool, for the nouns whose reads and writes are plain rows. */
export function prisma(): PrismaClient {
  return shareOnce("prisma", () => new PrismaClient({ adapter: new PrismaPg(observedPool(pool())) }));
}

/** Closes the pool once queries in flight have ended. */
export async function closeDatabase(): Promise<void> {
  const open = pool();
  forgetShared("prisma");
  forgetShared("pool");
  await open.end();
}

/**
 * Runs reads in one snapshot: all of `work` sees the database as it was at its first statement, whatever is
 * committed meanwhile. So data that is read under a checked right is never newer than that right.
 */
export async function readSnapshot<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken = false;
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    return await work({ query: (text, values) => client.query(text, values) });
  } finally {
    await client.query("ROLLBACK").catch(() => {
      broken = true;
    });
    client.release(broken);
  }
}

/**
 * Runs `work` in one READ COMMITTED transaction on one connection: committed when it returns, rolled back when it
 * throws, and done again when PostgreSQL ended it as one of two that wait for each other. After a commit with events in
 * it, this process's readers are woken at once.
 */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return await againAfterDeadlock(() => attempt(work));
}

async function attempt<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  const tx = over(client);
  let broken = false;
  try {
    await client.query("BEGIN");
    const result = await work(tx);
    await client.query("COMMIT");
    announce(tx);
    return result;
  } catch (error) {
    // After a query that timed out, the rollback would wait as long again: closing the connection rolls back too.
    broken = isGivenUp(error);
    if (!broken) {
      await client.query("ROLLBACK").catch(() => {
        broken = true;
      });
    }
    throw error;
  } finally {
    client.release(broken);
  }
}

/** As `transaction`, begun by Prisma; `sql` uses the connection that Prisma took for it. */
export async function prismaTransaction<T>(work: (tx: BothWays) => Promise<T>): Promise<T> {
  return await againAfterDeadlock(() => attemptByPrisma(work));
}

async function attemptByPrisma<T>(work: (tx: BothWays) => Promise<T>): Promise<T> {
  const taken: Taken = { client: null };
  let tx: Transaction | null = null;
  const result = await takenBy().run(taken, () =>
    prisma().$transaction(
      async (rows) => {
        if (!taken.client) {
          throw new Error("Prisma began a transaction on a connection that it did not take from the pool.");
        }
        tx = over(taken.client);
        return await work({ prisma: rows, sql: tx });
      },
      { maxWait: NO_TIME_LIMIT, timeout: NO_TIME_LIMIT },
    ),
  );
  announce(tx);
  return result;
}

/** Of two transactions that wait for each other PostgreSQL ends one: nothing of it happened, so it begins again. */
async function againAfterDeadlock<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (tries === DEADLOCK_TRIES || !isDeadlock(error)) {
        throw error;
      }
    }
  }
}

/** By PostgreSQL's code, or by Prisma's. */
function isDeadlock(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "40P01" || error.code === "P2034");
}

/** Waiting work has no free connection: more than a few for long mean that the database is too slow. */
function reportPool(pool: Pool, size: number): void {
  reportGauges(
    {
      name: "helpejo_database_connections",
      help: "Connections of this process's pool: total, idle among them, and work waiting for one",
      label: "state",
    },
    () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  );
  reportGauge(
    { name: "helpejo_database_connections_max", help: "Connections that this process's pool may open" },
    () => size,
  );
}

/** Whether pg stopped waiting for an answer. */
function isGivenUp(error: unknown): boolean {
  return error instanceof Error && error.message === "Query read timeout";
}

function over(client: PoolClient): Transaction {
  return { emitted: false, query: (text, values) => client.query(text, values) };
}

function announce(tx: Transaction | null): void {
  if (tx?.emitted) {
    announceCommit();
  }
}

/** Passes on the connection that Prisma takes when it begins a transaction. */
interface Taken {
  client: PoolClient | null;
}

function takenBy(): AsyncLocalStorage<Taken> {
  return shareOnce("taken-by", () => new AsyncLocalStorage<Taken>());
}

/** The pool, for Prisma: it shows the transaction's caller which connection was taken. */
function observedPool(inner: Pool): Pool {
  const connect = async (): Promise<PoolClient> => {
    const taken = takenBy().getStore();
    const client = await inner.connect();
    if (taken && !taken.client) {
      taken.client = client;
    }
    return client;
  };
  return new Proxy(inner, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      return name === "connect" ? connect : typeof value === "function" ? value.bind(target) : value;
    },
  });
}
