import { z } from "zod";
import {
  ALL_TYPES,
  WEBHOOK_TYPES,
  type DELIVERY_STATES,
  type DISABLED_BECAUSE,
  type WebhookSide,
} from "@/features/webhooks/fields";
import type { WebhookDeliveryDto, WebhookDto } from "@/features/webhooks/schema";
import type { Language } from "@/messages/locale";
import { sayStored, speak } from "@/messages/server/say";

/** A webhook as it is read; `$2` is the time of now. */
export const WEBHOOK_COLUMNS = `w.id, w.organisation_id, w.url, w.description, w.types, w.side, w.is_enabled, w.disabled_because, w.failing_since, w.delivered_at,
  CASE WHEN w.former_until > $2 THEN w.former_until END AS former_until, w.created_at,
  (SELECT count(*)::int FROM (SELECT 1 FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.state = 'waiting' LIMIT 1000) c) AS waiting`;

/** A webhook as it is read. */
export interface WebhookRow {
  id: string;
  organisation_id: string;
  url: string;
  description: string;
  types: string[];
  side: WebhookSide;
  is_enabled: boolean;
  disabled_because: (typeof DISABLED_BECAUSE)[number] | null;
  failing_since: Date | null;
  delivered_at: Date | null;
  former_until: Date | null;
  created_at: Date;
  waiting: number;
}

/** A webhook as admins see it. */
export function presentWebhook(row: WebhookRow): WebhookDto {
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    types: presentTypes(row.types),
    side: row.side,
    enabled: row.is_enabled,
    state: stateOf(row),
    disabledBecause: row.disabled_because,
    failingSince: row.failing_since?.toISOString() ?? null,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    waiting: row.waiting,
    formerSecretUntil: row.former_until?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

/** Stored is none for all; a name that this release does not know stays out. */
export function presentTypes(types: readonly string[]): WebhookDto["types"] {
  return types.length === 0 ? [ALL_TYPES] : WEBHOOK_TYPES.filter((type) => types.includes(type));
}

function stateOf({ is_enabled, failing_since, waiting }: WebhookRow): WebhookDto["state"] {
  if (!is_enabled) {
    return "disabled";
  }
  return failing_since ? "failing" : waiting > 0 ? "waiting" : "working";
}

/** A delivery as it is read. */
export interface DeliveryRow {
  id: string;
  webhook_id: string;
  type: string;
  ticket_id: string | null;
  number: number | null;
  state: (typeof DELIVERY_STATES)[number];
  attempts: number;
  next_try_at: Date;
  is_behind: boolean;
  status: number | null;
  answer: string | null;
  milliseconds: number | null;
  error: unknown;
  body: string | null;
  created_at: Date;
  tried_at: Date | null;
  settled_at: Date | null;
}

/** A delivery as it is read, of `webhook_deliveries` aliased `d` with its ticket `t`. */
export const DELIVERY_COLUMNS = `d.id, d.webhook_id, d.type, d.ticket_id, t.number, d.state, d.attempts, d.next_try_at, d.status, d.answer, d.milliseconds, d.error, d.body, d.created_at, d.tried_at, d.settled_at,
  d.state = 'waiting' AND EXISTS (SELECT 1 FROM webhook_deliveries e WHERE e.webhook_id = d.webhook_id AND e.state = 'waiting' AND e.ticket_id = d.ticket_id AND e.position < d.position) AS is_behind`;

const errorSchema = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** A delivery as admins see it, in the reader's language. */
export function presentDelivery(row: DeliveryRow, language: Language): WebhookDeliveryDto {
  const error = errorSchema.safeParse(row.error).data;
  const sentence = error ? sayStored(error.key, error.values) : null;
  return {
    id: row.id,
    webhookId: row.webhook_id,
    type: row.type,
    ticketId: row.ticket_id,
    number: row.number,
    state: row.state,
    attempts: row.attempts,
    nextTryAt: row.state === "waiting" && !row.is_behind ? row.next_try_at.toISOString() : null,
    isBehind: row.is_behind,
    status: row.status,
    answer: row.answer,
    milliseconds: row.milliseconds,
    error: sentence && speak(sentence, language),
    body: row.body,
    createdAt: row.created_at.toISOString(),
    triedAt: row.tried_at?.toISOString() ?? null,
    settledAt: row.settled_at?.toISOString() ?? null,
  };
}
