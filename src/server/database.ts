import { PrismaPg } from "@prisma/adapter-pg";
import { Pool, type QueryResultRow } from "pg";
import { forgetShared, shareOnce } from "./globals";
import { PrismaClient } from "./prisma/client";
import { announceCommit } from "./wake";

/** Whatever SQL can be sent to: the pool, or one transaction. */
export interface Sql {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/** A transaction in progress; `emitted` is set by `emit`, so that readers are woken after the commit. */
export interface Transaction extends Sql {
  emitted: boolean;
}

const POOL_SIZE = 16;

/** Opens the process's one connection pool. Called once, by server.ts or a command, before anything reads. */
export function connectDatabase(url: string, size = POOL_SIZE): Pool {
  return shareOnce("pool", () => {
    const pool = new Pool({ connectionString: url, max: size, connectionTimeoutMillis: 10_000, application_name: "helpejo" });
    // An idle connection that breaks (PostgreSQL restarts) must not end the process; the next query opens another.
    pool.on("error", () => undefined);
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
  return shareOnce("prisma", () => new PrismaClient({ adapter: new PrismaPg(pool()) }));
}

/** Closes the pool once queries in flight have ended. */
export async function closeDatabase(): Promise<void> {
  const open = pool();
  forgetShared("prisma");
  forgetShared("pool");
  await open.end();
}

/**
 * Runs reads that have to fit together: all of `work` sees the database as it stood at its first statement, whatever is
 * committed meanwhile. So what is read under a right that was checked is never newer than that right.
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
 * throws. After a commit with events in it, this process's readers are woken at once.
 */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  const tx: Transaction = { emitted: false, query: (text, values) => client.query(text, values) };
  let broken = false;
  try {
    await client.query("BEGIN");
    const result = await work(tx);
    await client.query("COMMIT");
    if (tx.emitted) {
      announceCommit();
    }
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
