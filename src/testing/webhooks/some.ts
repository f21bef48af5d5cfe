import { webhookCreateSchema } from "@/features/webhooks/schema";
import { testWebhook } from "@/features/webhooks/server/write-again";
import { createWebhook } from "@/features/webhooks/server/write";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";

const BY = { key: null, address: "" };

/** Makes a webhook that leads nowhere, with a delivery that was given up; `mark` begins its description. Those of before make room for it. */
export async function makeSomeWebhook(
  admin: Actor,
  mark = "",
): Promise<{ webhookId: string; deliveryId: string }> {
  await pool().query(
    "DELETE FROM webhooks WHERE organisation_id = $1 AND id NOT IN (SELECT id FROM webhooks WHERE organisation_id = $1 ORDER BY id DESC LIMIT 20)",
    [admin.organisationId],
  );
  const input = {
    url: "https://hook.example.org/in",
    description: `${mark}Somewhere`,
    types: ["comment:added"],
  };
  const { id: webhookId } = await createWebhook(admin, webhookCreateSchema.parse(input), BY);
  const { id: deliveryId } = await testWebhook(admin, { webhookId, language: "en" }, BY);
  await pool().query(
    "UPDATE webhook_deliveries SET state = 'failed', settled_at = now(), body = $2 WHERE id = $1",
    [deliveryId, JSON.stringify({ type: "webhook.test", note: `${mark}Words` })],
  );
  return { webhookId, deliveryId };
}

/** Makes a webhook for each of these descriptions, and some deliveries to one of them, whose id is returned. */
export async function makeSomeWebhooks(admin: Actor, descriptions: readonly string[]): Promise<string> {
  const url = "https://hook.example.org/in";
  for (const description of descriptions) {
    await createWebhook(
      admin,
      webhookCreateSchema.parse({ url, description: description.slice(0, 200) }),
      BY,
    );
  }
  const { webhookId } = await makeSomeWebhook(admin);
  for (let count = 0; count < 4; count++) {
    await testWebhook(admin, { webhookId, language: "en" }, BY);
  }
  return webhookId;
}
