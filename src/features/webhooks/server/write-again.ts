import { TEST_TYPE } from "@/features/webhooks/fields";
import type { WebhookDeliveryDto } from "@/features/webhooks/schema";
import type { Language } from "@/messages/locale";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import { audit } from "@/server/audit/audit";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import { readDelivery, readWebhookRow } from "./read";
import { noteDeliveries, queueDeliveries } from "./write-queue";

/** Queues a test, which is sent at once and tried once, also to a webhook that is disabled. Throws `not_found`. */
export async function testWebhook(
  actor: Actor,
  { webhookId, language }: { webhookId: string; language: Language },
  by: By,
): Promise<WebhookDeliveryDto> {
  const { organisationId } = actor;
  return await sqlTransactionOnce(by.key, async (tx) => {
    const { id } = await readWebhookRow(tx, actor, webhookId, "FOR NO KEY UPDATE");
    const [deliveryId] = await queueDeliveries(
      tx,
      [{ webhookId: id, organisationId, ticketId: null, eventId: null, type: TEST_TYPE }],
      new Date(),
    );
    await audit(tx, actor, {
      action: "webhook.tested",
      subjectType: "webhook",
      subjectId: id,
      data: { delivery: deliveryId },
      address: by.address,
    });
    return await readDelivery(tx, actor, deliveryId ?? "", language);
  });
}

/**
 * Sends a delivery again, under its id, behind what waits of its ticket; one that waits for its next try is tried now. It says
 * what is true now. Throws `not_found`, and `conflict` where its webhook is disabled or it is being sent at this moment.
 */
export async function resendDelivery(
  actor: Actor,
  { deliveryId, language }: { deliveryId: string; language: Language },
  by: By,
): Promise<WebhookDeliveryDto> {
  return await sqlTransactionOnce(by.key, async (tx) => {
    const { webhookId } = await readDelivery(tx, actor, deliveryId, language);
    // The webhook's row is locked first, here as everywhere.
    await readWebhookRow(tx, actor, webhookId, "FOR NO KEY UPDATE");
    const { rows } = await tx.query<{ state: string; type: string; is_enabled: boolean; is_taken: boolean }>(
      `SELECT d.state, d.type, w.is_enabled, coalesce(d.taken_until > now(), false) AS is_taken
       FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id WHERE d.id = $1 FOR UPDATE OF d`,
      [isUuid(deliveryId) ? deliveryId : null],
    );
    const [row] = rows;
    if (!row || (!row.is_enabled && row.type !== TEST_TYPE)) {
      throw new AppError("conflict", say("refusals.webhooks.disabled"));
    }
    if (row.is_taken) {
      throw new AppError("conflict", say("refusals.webhooks.beingSent"));
    }
    if (row.state === "waiting") {
      await tx.query("UPDATE webhook_deliveries SET next_try_at = $2 WHERE id = $1", [
        deliveryId,
        new Date(),
      ]);
    } else {
      await tx.query(
        `WITH place AS (UPDATE webhooks SET last_position = last_position + 1 WHERE id = $2 RETURNING last_position)
         UPDATE webhook_deliveries SET state = 'waiting', position = place.last_position, attempts = 0, first_tried_at = NULL, settled_at = NULL,
           error = NULL, next_try_at = $3 FROM place WHERE id = $1`,
        [deliveryId, webhookId, new Date()],
      );
    }
    noteDeliveries(tx);
    await audit(tx, actor, {
      action: "webhook.resent",
      subjectType: "webhook",
      subjectId: webhookId,
      data: { delivery: deliveryId, type: row.type },
      address: by.address,
    });
    return await readDelivery(tx, actor, deliveryId, language);
  });
}
