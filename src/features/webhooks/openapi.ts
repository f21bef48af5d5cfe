import type { ApiPaths } from "@/server/api/openapi";
import {
  deliveryPageSchema,
  deliveryQuerySchema,
  webhookCreateSchema,
  webhookDeliverySchema,
  webhookPageSchema,
  webhookPatchSchema,
  webhookQuerySchema,
  webhookSchema,
  webhookWithSecretSchema,
} from "./schema";

/** Addresses that are sent what happens. */
export const webhookPaths: ApiPaths = {
  "/api/admin/webhooks": {
    get: {
      id: "listWebhooks",
      summary: "The webhooks of the organisation",
      query: webhookQuerySchema,
      ok: webhookPageSchema,
    },
    post: {
      id: "createWebhook",
      summary: "Make a webhook",
      description:
        "It is sent what happens from now on, signed as Standard Webhooks. `types` are names of events; `*`, or none, is all. `side` says whose view it is sent: `public` never holds notes, internal files or what staff alone see. The secret is answered this once. At most 50.",
      body: webhookCreateSchema,
      created: webhookWithSecretSchema,
      errors: ["private_address", "conflict"],
    },
  },
  "/api/admin/webhooks/{id}": {
    get: { id: "getWebhook", summary: "One webhook", ok: webhookSchema },
    patch: {
      id: "updateWebhook",
      summary: "Change a webhook, enable or disable it",
      description: "What waits for a webhook that is disabled is cancelled; each can be sent again later.",
      body: webhookPatchSchema,
      ok: webhookSchema,
      errors: ["private_address", "conflict"],
    },
    delete: {
      id: "deleteWebhook",
      summary: "Delete a webhook",
      description: "With all that waits for it, and what is kept of what it was sent.",
    },
  },
  "/api/admin/webhooks/{id}/secret": {
    post: {
      id: "changeWebhookSecret",
      summary: "Give a webhook a new secret",
      description: "It is answered this once; the one of before signs along for 24 hours.",
      ok: webhookWithSecretSchema,
    },
  },
  "/api/admin/webhooks/{id}/deliveries": {
    get: {
      id: "listWebhookDeliveries",
      summary: "What a webhook was sent, the newest first",
      description:
        "What waits, and what arrived or was given up in the last 30 days, with the body and the beginning of the answer.",
      query: deliveryQuerySchema,
      ok: deliveryPageSchema,
    },
  },
  "/api/admin/webhooks/{id}/test": {
    post: {
      id: "testWebhook",
      summary: "Send a webhook a test",
      description:
        "A delivery of its own of the type `webhook.test`, sent at once and tried once, also where the webhook is disabled. The list of deliveries says what became of it.",
      accepted: webhookDeliverySchema,
    },
  },
  "/api/admin/webhook-deliveries/{id}/resend": {
    post: {
      id: "resendWebhookDelivery",
      summary: "Send a delivery again",
      description:
        "Under the same `webhook-id`, behind what waits of its ticket, with what is true now. One that waits for its next try is tried now.",
      accepted: webhookDeliverySchema,
      errors: ["conflict"],
    },
  },
};
