import { canAdminister } from "@/features/users/policy";
import { resendDelivery } from "@/features/webhooks/server/write-again";
import { signedInRoute } from "@/server/api/route";

/** Sends a delivery again. */
export const POST = signedInRoute(
  { may: canAdminister, speaks: true, status: 202 },
  ({ actor, params, language, key, address }) =>
    resendDelivery(actor, { deliveryId: params["id"] ?? "", language }, { key, address }),
);
