import { createHmac } from "node:crypto";
import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import {
  pool,
  prismaTransaction,
  transaction,
  type BothWays,
  type Sql,
  type Transaction,
} from "@/server/database/database";
import { authSecret } from "@/server/process/env";
import { countKeptAnswer } from "@/server/rate-limits/write-limits";

/** A request's Idempotency-Key with what identifies the request: person, method and path, and body. */
export interface RequestKey {
  personId: string;
  /** Method and path, such as "POST /api/tickets". */
  scope: string;
  key: string;
  bodyHash: string;
  /** Whether an earlier answer was found: then nothing was written. */
  repeat: { isRepeat: boolean };
}

/** What a write is given, with the Idempotency-Key of its request, if it has one. */
export type WithKey<Given> = Given & { key?: RequestKey | null };

/** An answer, and the ticket that must still be visible before the answer is repeated; null when it is about none. */
export interface Answer<T> {
  body: T;
  ticketId: string | null;
}

/**
 * Runs `work` in a transaction, once for a key: the answer is stored with the effect, and a repeated request
 * gets it without a second effect, also when both arrive together. `checkVisible` throws when the caller may
 * not see the answer's ticket any more. Without a key it is a plain transaction.
 */
export async function transactionOnce<T>(
  key: RequestKey | null,
  checkVisible: (ticketId: string) => Promise<unknown>,
  work: (tx: Transaction) => Promise<Answer<T>>,
): Promise<T> {
  return await once(key, checkVisible, (claimed) => transaction((tx) => claimed(tx, () => work(tx))));
}

/** As `transactionOnce`, for answers that are about no ticket, or may be repeated to a caller who does not see it any more. */
export async function sqlTransactionOnce<T>(
  key: RequestKey | null,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return await transactionOnce(key, noSight, async (tx) => ({ body: await work(tx), ticketId: null }));
}

/** As `sqlTransactionOnce`, in a transaction that Prisma takes part in. */
export async function prismaTransactionOnce<T>(
  key: RequestKey | null,
  work: (tx: BothWays) => Promise<T>,
): Promise<T> {
  return await once(key, noSight, (claimed) =>
    prismaTransaction((tx) => claimed(tx.sql, async () => ({ body: await work(tx), ticketId: null }))),
  );
}

async function noSight(): Promise<void> {
  // Answers without a ticket are given again unseen.
}

/** Runs an effect once for a key. `begin` opens a transaction and does its work inside `claimed`, which is null when the key is taken. */
async function once<T>(
  key: RequestKey | null,
  checkVisible: (ticketId: string) => Promise<unknown>,
  begin: (
    claimed: (tx: Transaction, work: () => Promise<Answer<T>>) => Promise<Answer<T> | null>,
  ) => Promise<Answer<T> | null>,
): Promise<T> {
  const earlier = key && (await findAnswer<T>(key));
  if (earlier) {
    return repeatAnswer(earlier, checkVisible);
  }
  const fresh = await begin(async (tx, work) => {
    if (key && !(await claimKey(tx, key))) {
      return null;
    }
    const answer = await work();
    if (key) {
      await storeAnswer(tx, key, answer);
    }
    return answer;
  });
  if (fresh) {
    return fresh.body;
  }
  const together = key && (await findAnswer<T>(key));
  if (!together) {
    throw new AppError("unavailable", say("refusals.api.stillWorking"), {
      retryAfter: 1,
    });
  }
  return repeatAnswer(together, checkVisible);
}

/** Repeats a stored answer, if the caller may still see its ticket. */
export async function repeatAnswer<T>(
  answer: Answer<T>,
  checkVisible: (ticketId: string) => Promise<unknown>,
): Promise<T> {
  if (answer.ticketId !== null) {
    await checkVisible(answer.ticketId);
  }
  return answer.body;
}

/** A keyed SHA-256, in hex, of a request's parsed body: without the key, a stored hash reveals nothing of a password in it. */
export function hashBody(body: unknown): string {
  return createHmac("sha256", authSecret())
    .update(JSON.stringify(body) ?? "")
    .digest("hex");
}

/** Names a request by its key; `body` is compared by hash with that of an earlier request under the same key. */
export function requestKey(actor: Actor, scope: string, key: string, body: unknown): RequestKey {
  return { personId: actor.id, scope, key, bodyHash: hashBody(body), repeat: { isRepeat: false } };
}

/**
 * Claims the key for this transaction: true when this transaction has the effect. A second request with the
 * same key waits here until the first has committed or rolled back (the primary key makes it wait). Answers
 * older than 24 h are replaced.
 */
export async function claimKey(tx: Sql, key: RequestKey): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO idempotency_keys (person_id, scope, key, body_hash) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person_id, scope, key) DO UPDATE SET body_hash = excluded.body_hash, response = NULL,
       ticket_id = NULL, created_at = now() WHERE idempotency_keys.created_at < now() - interval '24 hours'`,
    [key.personId, key.scope, key.key, key.bodyHash],
  );
  return rowCount === 1;
}

/** Stores the answer, in the transaction that has the effect. */
export async function storeAnswer(tx: Sql, key: RequestKey, answer: Answer<unknown>): Promise<void> {
  const response = JSON.stringify({ body: answer.body });
  await countKeptAnswer(key.personId, Buffer.byteLength(response));
  await tx.query(
    `UPDATE idempotency_keys SET response = $4, ticket_id = $5 WHERE person_id = $1 AND scope = $2 AND key = $3`,
    [key.personId, key.scope, key.key, response, answer.ticketId],
  );
}

/** Whether a request with this key was answered in the last 24 hours, with any body: for routes that read the body last. */
export async function isAnswered(key: RequestKey): Promise<boolean> {
  const { rows } = await pool().query(
    `SELECT 1 FROM idempotency_keys
     WHERE person_id = $1 AND scope = $2 AND key = $3 AND response IS NOT NULL AND created_at >= now() - interval '24 hours'`,
    [key.personId, key.scope, key.key],
  );
  return rows.length > 0;
}

/** The answer that an earlier request under this key got, or null when there was none in the last 24 hours. Throws `key_reused` for another body. */
export async function findAnswer<T>(key: RequestKey, sql: Sql = pool()): Promise<Answer<T> | null> {
  const { rows } = await sql.query<{
    body_hash: string;
    response: { body: T; erased?: boolean } | null;
    ticket_id: string | null;
  }>(
    `SELECT body_hash, response, ticket_id FROM idempotency_keys
     WHERE person_id = $1 AND scope = $2 AND key = $3 AND created_at >= now() - interval '24 hours'`,
    [key.personId, key.scope, key.key],
  );
  const row = rows[0];
  if (!row) {
    return null;
  }
  if (row.body_hash !== key.bodyHash) {
    throw new AppError("key_reused", say("refusals.api.keyReused"));
  }
  if (row.response === null) {
    return null;
  }
  if (row.response.erased) {
    // It was done once; what was answered held somebody's data, and went with that.
    throw new AppError("key_reused", say("refusals.api.answerErased"));
  }
  key.repeat.isRepeat = true;
  return { body: row.response.body, ticketId: row.ticket_id };
}
