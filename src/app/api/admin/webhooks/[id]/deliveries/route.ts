import { canAdminister } from "@/features/users/policy";
import { deliveryQuerySchema } from "@/features/webhooks/schema";
import { listDeliveries } from "@/features/webhooks/server/read";
import { signedInRoute } from "@/server/api/route";

/** What a webhook was sent, the newest first. */
export const GET = signedInRoute(
  { may: canAdminister, query: deliveryQuerySchema, speaks: true },
  ({ actor, params, query, language }) => listDeliveries(actor, params["id"] ?? "", { query, language }),
);
