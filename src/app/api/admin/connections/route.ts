import { connectionQuerySchema } from "@/features/connections/schema";
import { listConnections } from "@/features/connections/server/read";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Who of the organisation is connected now. */
export const GET = signedInRoute({ may: canAdminister, query: connectionQuerySchema }, ({ actor, query }) =>
  listConnections(actor, query),
);
