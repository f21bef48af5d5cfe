import { auditQuerySchema } from "@/features/audit/schema";
import { listAudit } from "@/features/audit/server/read";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** What was done to people, teams, settings and sessions. */
export const GET = signedInRoute({ may: canAdminister, query: auditQuerySchema }, ({ actor, query }) =>
  listAudit(actor, query),
);
