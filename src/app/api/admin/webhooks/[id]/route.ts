import { canAdminister } from "@/features/users/policy";
import { webhookPatchSchema } from "@/features/webhooks/schema";
import { readWebhook } from "@/features/webhooks/server/read";
import { changeWebhook, deleteWebhook } from "@/features/webhooks/server/write";
import { signedInRoute } from "@/server/api/route";

/** One webhook. */
export const GET = signedInRoute({ may: canAdminister }, ({ actor, params }) =>
  readWebhook(actor, params["id"] ?? ""),
);

/** Changes a webhook, enables or disables it. */
export const PATCH = signedInRoute(
  { may: canAdminister, body: webhookPatchSchema },
  ({ actor, params, body, key, address }) =>
    changeWebhook(actor, { webhookId: params["id"] ?? "", change: body }, { key, address }),
);

/** Deletes a webhook. */
export const DELETE = signedInRoute({ may: canAdminister, status: 204 }, ({ actor, params, key, address }) =>
  deleteWebhook(actor, params["id"] ?? "", { key, address }),
);
