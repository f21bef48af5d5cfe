import { overviewQuerySchema } from "@/features/administration/schema";
import { readOverview } from "@/features/administration/server/read-overview";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** How the desk does now. */
export const GET = signedInRoute({ may: canAdminister, query: overviewQuerySchema }, ({ actor, query }) =>
  readOverview(actor, query),
);
