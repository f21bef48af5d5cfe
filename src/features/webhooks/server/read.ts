import type {
  DeliveryPage,
  DeliveryQuery,
  WebhookDeliveryDto,
  WebhookDto,
  WebhookPage,
} from "@/features/webhooks/schema";
import type { Language } from "@/messages/locale";
import { say } from "@/messages/server/say";
import { decodeCursorWithId, pageOfWhole, toPage } from "@/server/api/paging";
import { pool, type Sql } from "@/server/database/database";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import {
  DELIVERY_COLUMNS,
  presentDelivery,
  presentWebhook,
  WEBHOOK_COLUMNS,
  type DeliveryRow,
  type WebhookRow,
} from "./present";

/** The webhooks of the organisation, in the order in which they were made; for its admins. */
export async function listWebhooks(
  actor: Actor,
  query: { limit: number; cursor?: string | undefined },
): Promise<WebhookPage> {
  const { rows } = await pool().query<WebhookRow>(
    `SELECT ${WEBHOOK_COLUMNS} FROM webhooks w WHERE w.organisation_id = $1 ORDER BY w.id`,
    [actor.organisationId, new Date()],
  );
  return pageOfWhole(rows.map(presentWebhook), query);
}

/** One webhook of the organisation, for its admins. Throws `not_found`. */
export async function readWebhook(actor: Actor, webhookId: string, sql: Sql = pool()): Promise<WebhookDto> {
  return presentWebhook(await readWebhookRow(sql, actor, webhookId));
}

/** Its row; `lock` keeps others from changing it until the transaction ends. Throws `not_found`. */
export async function readWebhookRow(
  sql: Sql,
  { organisationId }: Actor,
  webhookId: string,
  lock: "FOR NO KEY UPDATE" | "" = "",
): Promise<WebhookRow> {
  const { rows } = isUuid(webhookId)
    ? await sql.query<WebhookRow>(
        `SELECT ${WEBHOOK_COLUMNS} FROM webhooks w WHERE w.organisation_id = $1 AND w.id = $3 ${lock}`,
        [organisationId, new Date(), webhookId],
      )
    : { rows: [] };
  if (!rows[0]) {
    throw new AppError("not_found", say("refusals.webhooks.unknown"));
  }
  return rows[0];
}

/** The deliveries of a webhook, the newest first, in the reader's language. Throws `not_found`. */
export async function listDeliveries(
  actor: Actor,
  webhookId: string,
  { query, language }: { query: DeliveryQuery; language: Language },
): Promise<DeliveryPage> {
  const { id } = await readWebhookRow(pool(), actor, webhookId);
  const [after = null] = decodeCursorWithId(query.cursor, 1) ?? [];
  const { rows } = await pool().query<DeliveryRow>(
    `SELECT ${DELIVERY_COLUMNS} FROM webhook_deliveries d LEFT JOIN tickets t ON t.id = d.ticket_id
     WHERE d.webhook_id = $1 AND ($2::uuid IS NULL OR d.id < $2) AND ($3::text[] IS NULL OR d.state = ANY($3))
     ORDER BY d.id DESC LIMIT $4`,
    [id, after, query.state ?? null, query.limit + 1],
  );
  return toPage(
    rows,
    query.limit,
    (row) => [row.id],
    (row) => presentDelivery(row, language),
  );
}

/** One delivery of the organisation. Throws `not_found`. */
export async function readDelivery(
  sql: Sql,
  { organisationId }: Actor,
  deliveryId: string,
  language: Language,
): Promise<WebhookDeliveryDto> {
  const { rows } = isUuid(deliveryId)
    ? await sql.query<DeliveryRow>(
        `SELECT ${DELIVERY_COLUMNS} FROM webhook_deliveries d LEFT JOIN tickets t ON t.id = d.ticket_id WHERE d.organisation_id = $1 AND d.id = $2`,
        [organisationId, deliveryId],
      )
    : { rows: [] };
  if (!rows[0]) {
    throw new AppError("not_found", say("refusals.webhooks.unknownDelivery"));
  }
  return presentDelivery(rows[0], language);
}
