import { personAccessQuerySchema } from "@/features/tickets/schema";
import { listPersonAccess } from "@/features/tickets/server/access/read-person-access";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Which tickets somebody sees, and why. */
export const GET = signedInRoute(
  { may: canAdminister, query: personAccessQuerySchema },
  ({ actor, params, query }) => listPersonAccess(actor, params["id"] ?? "", query),
);
