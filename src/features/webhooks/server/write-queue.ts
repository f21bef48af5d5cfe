import { v7 } from "uuid";
import { TEST_TYPE, type WebhookSide } from "@/features/webhooks/fields";
import type { Transaction } from "@/server/database/database";
import { onCommit } from "@/server/database/wake";
import { shareOnce } from "@/server/process/globals";

/** No transaction of ours takes longer from the queued delivery to its commit. */
const SOON_MILLISECONDS = 10_000;

/** A webhook to which events are sent. */
export interface ListeningWebhook {
  id: string;
  organisationId: string;
  side: WebhookSide;
  /** Empty: all. */
  types: readonly string[];
}

/** A delivery that is to be queued. */
export interface GivenDelivery {
  webhookId: string;
  organisationId: string;
  /** Null for a test. */
  ticketId: string | null;
  eventId: string | null;
  type: string;
}

/** The webhooks of these organisations that are enabled. */
export async function listListening(
  tx: Transaction,
  organisationIds: readonly string[],
): Promise<ListeningWebhook[]> {
  const { rows } = await tx.query<{
    id: string;
    organisation_id: string;
    side: WebhookSide;
    types: string[];
  }>(
    "SELECT id, organisation_id, side, types FROM webhooks WHERE organisation_id = ANY($1::uuid[]) AND is_enabled ORDER BY id",
    [organisationIds],
  );
  return rows.map(({ organisation_id: organisationId, ...row }) => ({ ...row, organisationId }));
}

/**
 * Queues deliveries, in this order for each webhook, in the transaction that knows what they are about; the job "send webhooks"
 * sends them after the commit. An event is queued once for a webhook. Returns the ids, in the order in which they were given;
 * null for a webhook that is gone, or was disabled meanwhile, unless it is a test.
 */
export async function queueDeliveries(
  tx: Transaction,
  deliveries: readonly GivenDelivery[],
  now: Date,
): Promise<(string | null)[]> {
  const places = await reservePositions(tx, deliveries);
  const rows = deliveries.flatMap((delivery, index) => {
    const position = places[index];
    return position === null || position === undefined
      ? []
      : [
          {
            id: v7(),
            organisation_id: delivery.organisationId,
            webhook_id: delivery.webhookId,
            ticket_id: delivery.ticketId,
            event_id: delivery.eventId,
            type: delivery.type,
            position,
            index,
          },
        ];
  });
  const { rows: queued } = await tx.query<{ id: string }>(
    `INSERT INTO webhook_deliveries (id, organisation_id, webhook_id, ticket_id, event_id, type, position, created_at, next_try_at)
     SELECT g.id, g.organisation_id, g.webhook_id, g.ticket_id, g.event_id, g.type, g.position, $2::timestamptz,
       coalesce((SELECT greatest(max(e.next_try_at), $2::timestamptz) FROM webhook_deliveries e
         WHERE e.webhook_id = g.webhook_id AND e.ticket_id = g.ticket_id AND e.state = 'waiting'), $2::timestamptz)
     FROM jsonb_to_recordset($1::jsonb) AS g (id uuid, organisation_id uuid, webhook_id uuid, ticket_id uuid, event_id uuid, type text, position int)
     ON CONFLICT DO NOTHING RETURNING id`,
    [JSON.stringify(rows), now],
  );
  noteDeliveries(tx);
  const isQueued = new Set(queued.map(({ id }) => id));
  const ids = new Map(rows.flatMap(({ index, id }) => (isQueued.has(id) ? [[index, id] as const] : [])));
  return deliveries.map((_, index) => ids.get(index) ?? null);
}

/** Gives each delivery its position behind all others of its webhook, whose row is locked until the commit: so they come in this order. */
async function reservePositions(
  tx: Transaction,
  deliveries: readonly GivenDelivery[],
): Promise<(number | null)[]> {
  const counts = new Map<string, number>();
  for (const { webhookId } of deliveries) {
    counts.set(webhookId, (counts.get(webhookId) ?? 0) + 1);
  }
  // A test shows how a webhook would do, so it may be disabled.
  const tested = new Set(deliveries.flatMap(({ webhookId, type }) => (type === TEST_TYPE ? webhookId : [])));
  const next = new Map<string, number>();
  // In one order, so that two that queue for the same ones wait for each other.
  for (const [id, count] of [...counts].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const { rows } = await tx.query<{ first: number }>(
      `UPDATE webhooks SET last_position = last_position + $2 WHERE id = $1 AND (is_enabled OR $3)
       RETURNING last_position - $2 + 1 AS first`,
      [id, count, tested.has(id)],
    );
    if (rows[0]) {
      next.set(id, rows[0].first);
    }
  }
  return deliveries.map(({ webhookId }) => {
    const position = next.get(webhookId);
    if (position === undefined) {
      return null;
    }
    next.set(webhookId, position + 1);
    return position;
  });
}

/** Lets the commit of a transaction in which a delivery became due wake the job that sends. */
export function noteDeliveries(tx: Transaction): void {
  // The commit announces itself with that, and `onDeliveries` notifies its listeners.
  tx.emitted = true;
  noted().at = performance.now();
}

/** Calls `listener` when a delivery may have become due in this process; returns a function that unsubscribes. */
export function onDeliveries(listener: () => void): () => void {
  return onCommit(() => performance.now() - noted().at < SOON_MILLISECONDS && listener());
}

/** When this process last queued one. */
function noted(): { at: number } {
  return shareOnce("webhook-deliveries-noted", () => ({ at: Number.NEGATIVE_INFINITY }));
}
