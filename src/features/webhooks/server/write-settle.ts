import { TEST_TYPE, type WebhookSide } from "@/features/webhooks/fields";
import type { Sentence } from "@/messages/server/sentence";
import { pool, transaction, type Transaction } from "@/server/database/database";
import { disableFailing } from "./write-disable";
import { nextTry, TRIED_MILLISECONDS } from "./rules-retry";

/** A delivery that is due, with what it takes to send it. */
export interface DueDelivery {
  id: string;
  webhookId: string;
  organisationId: string;
  ticketId: string | null;
  eventId: string | null;
  type: string;
  createdAt: Date;
  /** How many tries there were, with this one: a process that was thought to be gone can settle no later one. */
  attempts: number;
  firstTriedAt: Date;
  url: string;
  side: WebhookSide;
  sealedSecret: string;
  /** Null where no former secret signs along. */
  sealedFormer: string | null;
}

/** How long nobody else tries a delivery that is being tried: should the process die, it is tried again after that, though it may have arrived. */
const TAKEN_MILLISECONDS = 45_000;

/** A webhook for which something is due. */
export interface DueWebhook {
  id: string;
  isFailing: boolean;
}

/** `now`, and `$1` in SQL: what is due then, and may be tried. */
const IS_DUE = `d.state = 'waiting' AND d.next_try_at <= $1 AND (d.taken_until IS NULL OR d.taken_until <= $1)`;

/** The webhooks for which something is due. */
export async function listDueWebhooks(now: Date): Promise<DueWebhook[]> {
  const { rows } = await pool().query<{ id: string; is_failing: boolean }>(
    `SELECT w.id, w.failing_since IS NOT NULL AS is_failing FROM webhooks w
     WHERE EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.webhook_id = w.id AND ${IS_DUE}) ORDER BY w.id`,
    [now],
  );
  return rows.map(({ id, is_failing: isFailing }) => ({ id, isFailing }));
}

/**
 * Takes deliveries that are due, so many at most of each webhook, and counts the try before it is made. Of a ticket only the
 * earliest that waits: the others come when it has arrived or was given up. Safe in several processes at once.
 */
export async function takeDueDeliveries(
  rooms: readonly { webhookId: string; room: number }[],
  now: Date,
): Promise<DueDelivery[]> {
  const { rows } = await pool().query<Row>(
    `WITH due AS (
       SELECT d.id FROM jsonb_to_recordset($2::jsonb) AS r (webhook_id uuid, room int)
       JOIN webhooks w ON w.id = r.webhook_id
       CROSS JOIN LATERAL (
         SELECT d.id FROM webhook_deliveries d
         WHERE d.webhook_id = w.id AND ${IS_DUE} AND (w.is_enabled OR d.type = '${TEST_TYPE}')
           AND NOT EXISTS (SELECT 1 FROM webhook_deliveries e WHERE e.webhook_id = d.webhook_id AND e.state = 'waiting'
             AND e.ticket_id = d.ticket_id AND e.position < d.position)
         ORDER BY d.next_try_at, d.position LIMIT r.room FOR UPDATE SKIP LOCKED) d)
     UPDATE webhook_deliveries d SET attempts = d.attempts + 1, taken_until = $3, tried_at = $1,
       first_tried_at = coalesce(d.first_tried_at, $1)
     FROM due, webhooks w WHERE d.id = due.id AND w.id = d.webhook_id
     RETURNING d.id, d.webhook_id, d.organisation_id, d.ticket_id, d.event_id, d.type, d.created_at, d.attempts, d.first_tried_at, d.position,
       w.url, w.side, w.sealed_secret, CASE WHEN w.former_until > $1 THEN w.sealed_former END AS sealed_former`,
    [
      now,
      JSON.stringify(rooms.map(({ webhookId, room }) => ({ webhook_id: webhookId, room }))),
      new Date(now.getTime() + TAKEN_MILLISECONDS),
    ],
  );
  return rows.toSorted((one, other) => one.position - other.position).map(dueOf);
}

interface Row {
  id: string;
  webhook_id: string;
  organisation_id: string;
  ticket_id: string | null;
  event_id: string | null;
  type: string;
  created_at: Date;
  attempts: number;
  first_tried_at: Date;
  position: number;
  url: string;
  side: WebhookSide;
  sealed_secret: string;
  sealed_former: string | null;
}

function dueOf(row: Row): DueDelivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    organisationId: row.organisation_id,
    ticketId: row.ticket_id,
    eventId: row.event_id,
    type: row.type,
    createdAt: row.created_at,
    attempts: row.attempts,
    firstTriedAt: row.first_tried_at,
    url: row.url,
    side: row.side,
    sealedSecret: row.sealed_secret,
    sealedFormer: row.sealed_former,
  };
}

/** What a try came to. */
export interface Tried {
  now: Date;
  body: string;
  milliseconds: number;
  /** Null where nothing was answered. */
  status: number | null;
  answer: string | null;
}

/** Notes that a delivery arrived. What is tried meanwhile by another process has arrived, too. */
export async function markDelivered(delivery: DueDelivery, tried: Tried): Promise<void> {
  await transaction(async (tx) => {
    if (delivery.type !== TEST_TYPE) {
      // Not with every one: it is one row for all.
      await tx.query(
        `UPDATE webhooks SET failing_since = NULL, delivered_at = $2 WHERE id = $1
           AND (failing_since IS NOT NULL OR delivered_at IS NULL OR delivered_at < $2::timestamptz - interval '5 seconds')`,
        [delivery.webhookId, tried.now],
      );
    }
    await tx.query(
      `UPDATE webhook_deliveries SET state = 'sent', settled_at = $2, taken_until = NULL, error = NULL, ${TRIED} WHERE id = $1`,
      [delivery.id, tried.now, ...triedValues(tried)],
    );
    await letNextGo(tx, delivery, tried.now);
  });
}

/** Why a try failed. */
export interface Failure {
  error: Sentence;
  /** The receiver says that it is gone for good. */
  isGone: boolean;
  retryAfterSeconds: number | null;
}

/** Notes why a delivery did not arrive, and when it is tried again; a test is not. Disables a webhook that is gone, or that nothing has reached for a day. */
export async function markFailed(delivery: DueDelivery, tried: Tried, failure: Failure): Promise<void> {
  const { now } = tried;
  const isTest = delivery.type === TEST_TYPE;
  const next =
    isTest || failure.isGone
      ? null
      : nextTry({ ...delivery, now, retryAfterSeconds: failure.retryAfterSeconds });
  await transaction(async (tx) => {
    const failingSince = isTest ? null : await noteFailing(tx, delivery.webhookId, now);
    const { rowCount } = await tx.query(
      `UPDATE webhook_deliveries SET error = $7, taken_until = NULL, state = CASE WHEN $8::timestamptz IS NULL THEN 'failed' ELSE state END,
         settled_at = CASE WHEN $8 IS NULL THEN $2::timestamptz END, next_try_at = coalesce($8, next_try_at), ${TRIED}
       WHERE id = $1 AND state = 'waiting' AND attempts = $9`,
      [delivery.id, now, ...triedValues(tried), storedSentence(failure.error), next, delivery.attempts],
    );
    if (rowCount === 1) {
      await (next === null ? letNextGo(tx, delivery, now) : holdFollowers(tx, delivery, next));
    }
    if (!isTest && failure.isGone) {
      await disableFailing(tx, delivery, { because: "gone", now });
    } else if (failingSince !== null && now.getTime() - failingSince.getTime() >= TRIED_MILLISECONDS) {
      await disableFailing(tx, delivery, { because: "failing", now });
    }
  });
}

/** Takes a delivery out that has nothing to say any more: its ticket is gone, or that side does not see it any more. */
export async function markEmpty(delivery: DueDelivery, now: Date, error: Sentence): Promise<void> {
  await transaction(async (tx) => {
    await tx.query(
      `UPDATE webhook_deliveries SET state = 'cancelled', settled_at = $2, taken_until = NULL, body = NULL, error = $3
       WHERE id = $1 AND state = 'waiting'`,
      [delivery.id, now, storedSentence(error)],
    );
    await letNextGo(tx, delivery, now);
  });
}

/** Lets deliveries that were taken and not tried to the end be taken again at once. */
export async function giveBack(ids: readonly string[]): Promise<void> {
  await pool().query(
    "UPDATE webhook_deliveries SET taken_until = NULL WHERE id = ANY($1) AND state = 'waiting'",
    [ids],
  );
}

const TRIED = "body = $3, status = $4, answer = $5, milliseconds = $6";

function triedValues({ body, status, answer, milliseconds }: Tried): unknown[] {
  return [body, status, answer, milliseconds];
}

/** Since when nothing arrives. The webhook's row is locked before those of its deliveries, here as everywhere. */
async function noteFailing(tx: Transaction, webhookId: string, now: Date): Promise<Date | null> {
  const { rows } = await tx.query<{ failing_since: Date }>(
    "UPDATE webhooks SET failing_since = coalesce(failing_since, $2) WHERE id = $1 RETURNING failing_since",
    [webhookId, now],
  );
  return rows[0]?.failing_since ?? null;
}

/** The next one of the ticket waited for this one alone. */
async function letNextGo(tx: Transaction, { webhookId, ticketId }: DueDelivery, now: Date): Promise<void> {
  if (ticketId !== null) {
    await tx.query(
      `UPDATE webhook_deliveries SET next_try_at = $3 WHERE next_try_at > $3 AND id = (
         SELECT id FROM webhook_deliveries WHERE webhook_id = $1 AND ticket_id = $2 AND state = 'waiting' ORDER BY position LIMIT 1)`,
      [webhookId, ticketId, now],
    );
  }
}

/** Those behind it are not looked at before its next try. */
async function holdFollowers(
  tx: Transaction,
  { id, webhookId, ticketId }: DueDelivery,
  until: Date,
): Promise<void> {
  if (ticketId !== null) {
    await tx.query(
      `UPDATE webhook_deliveries SET next_try_at = $4 WHERE webhook_id = $1 AND ticket_id = $2 AND state = 'waiting' AND id <> $3 AND next_try_at < $4
         AND position > (SELECT position FROM webhook_deliveries WHERE id = $3)`,
      [webhookId, ticketId, id, until],
    );
  }
}

function storedSentence({ key, values }: Sentence): string {
  return JSON.stringify({ key, values });
}
