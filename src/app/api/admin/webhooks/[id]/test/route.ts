import { canAdminister } from "@/features/users/policy";
import { testWebhook } from "@/features/webhooks/server/write-again";
import { signedInRoute } from "@/server/api/route";

/** Sends a webhook a test. */
export const POST = signedInRoute(
  { may: canAdminister, speaks: true, status: 202 },
  ({ actor, params, language, key, address }) =>
    testWebhook(actor, { webhookId: params["id"] ?? "", language }, { key, address }),
);
