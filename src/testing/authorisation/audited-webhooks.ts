import { makeSomeWebhook } from "../webhooks/some";
import { entry, type Audited } from "./audited-stage";

const ofWebhook = (action: string, body?: unknown): Audited =>
  entry(action, async ({ admin, call }) => {
    const { webhookId } = await makeSomeWebhook(admin);
    return await call({ as: admin, params: { id: webhookId }, ...(body === undefined ? {} : { body }) });
  });

/** What the routes of webhooks leave in the audit. */
export const AUDITED_OF_WEBHOOKS: Readonly<Record<string, Audited>> = {
  "POST /api/admin/webhooks": entry("webhook.created", ({ admin, call }) =>
    call({ as: admin, body: { url: "https://hook.example.org/in", types: ["comment:added"] } }),
  ),
  "PATCH /api/admin/webhooks/[id]": ofWebhook("webhook.changed", { enabled: false }),
  "DELETE /api/admin/webhooks/[id]": ofWebhook("webhook.deleted"),
  "POST /api/admin/webhooks/[id]/secret": ofWebhook("webhook.secret_changed"),
  "POST /api/admin/webhooks/[id]/test": ofWebhook("webhook.tested"),
  "POST /api/admin/webhook-deliveries/[id]/resend": entry("webhook.resent", async ({ admin, call }) =>
    call({ as: admin, params: { id: (await makeSomeWebhook(admin)).deliveryId } }),
  ),
};
