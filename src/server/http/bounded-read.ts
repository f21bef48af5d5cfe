import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { pool, type Sql } from "@/server/database/database";
import { shareOnce } from "@/server/process/globals";
import { Semaphore } from "@/server/concurrency/semaphore";

/** Half of the pool's connections at most: a quick query always finds one. */
const BOUNDS = { perKey: 2, inAll: 8, waitingPerKey: 30 };
/** A statement that searches texts or filters is cancelled after this; nobody waits that long for an answer. */
const LONGEST_MILLISECONDS = 4_000;

/**
 * Runs a read that may take long, depending on a person's search or filters: two at once for each person,
 * never more than half of the connections for all, and cancelled in time. Throws `rate_limited` when too many
 * of the person's own wait, `too_slow` when it was cancelled.
 */
export async function boundedRead<T>(
  actor: Pick<Actor, "id">,
  work: (sql: Sql) => Promise<T>,
  longestMilliseconds = LONGEST_MILLISECONDS,
): Promise<T> {
  return await semaphore().run(() => inTime(work, longestMilliseconds), { key: actor.id });
}

/** The same for quick reads: bounded in number alone. */
export async function countedRead<T>(actor: Pick<Actor, "id">, work: (sql: Sql) => Promise<T>): Promise<T> {
  return await semaphore().run(() => work(pool()), { key: actor.id });
}

async function inTime<T>(work: (sql: Sql) => Promise<T>, longestMilliseconds: number): Promise<T> {
  const client = await pool().connect();
  let broken = false;
  try {
    // One message for both: the timeout ends with the transaction, so it does not apply to other statements.
    await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${longestMilliseconds}`);
    return await work({ query: (text, values) => client.query(text, values) });
  } catch (error) {
    throw isGivenUp(error) ? new AppError("too_slow", say("refusals.http.takesTooLong")) : error;
  } finally {
    await client.query("ROLLBACK").catch(() => {
      broken = true;
    });
    client.release(broken);
  }
}

function isGivenUp(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "57014";
}

function semaphore(): Semaphore {
  return shareOnce("bounded-reads", () => new Semaphore(BOUNDS));
}
