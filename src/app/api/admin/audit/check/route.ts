import { auditCheckQuerySchema } from "@/features/audit/schema";
import { checkAudit } from "@/features/audit/server/read-check";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Whether a part of a chain is as it was sealed. */
export const GET = signedInRoute({ may: canAdminister, query: auditCheckQuerySchema }, ({ actor, query }) =>
  checkAudit(actor, query),
);
