import { canAdminister } from "@/features/users/policy";
import { webhookCreateSchema, webhookQuerySchema } from "@/features/webhooks/schema";
import { listWebhooks } from "@/features/webhooks/server/read";
import { createWebhook } from "@/features/webhooks/server/write";
import { signedInRoute } from "@/server/api/route";

/** The webhooks of the organisation. */
export const GET = signedInRoute({ may: canAdminister, query: webhookQuerySchema }, ({ actor, query }) =>
  listWebhooks(actor, query),
);

/** Makes a webhook; its secret is answered this once. */
export const POST = signedInRoute(
  { may: canAdminister, body: webhookCreateSchema, status: 201 },
  ({ actor, body, key, address }) => createWebhook(actor, body, { key, address }),
);
