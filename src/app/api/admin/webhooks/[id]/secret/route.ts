import { canAdminister } from "@/features/users/policy";
import { changeWebhookSecret } from "@/features/webhooks/server/write";
import { signedInRoute } from "@/server/api/route";

/** Gives a webhook a new secret, which is answered this once. */
export const POST = signedInRoute({ may: canAdminister }, ({ actor, params, key, address }) =>
  changeWebhookSecret(actor, params["id"] ?? "", { key, address }),
);
