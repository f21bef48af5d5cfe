import { auditQuerySchema } from "@/features/organisations/schema";
import { listAudit } from "@/features/organisations/server/read-audit";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** What was done to people, teams, settings and sessions. */
export const GET = signedInRoute({ may: canAdminister, query: auditQuerySchema }, ({ actor, query }) =>
  listAudit(actor, query),
);
