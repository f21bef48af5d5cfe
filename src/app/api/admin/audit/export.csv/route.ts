import { auditExportQuerySchema } from "@/features/audit/schema";
import { exportAudit } from "@/features/audit/server/read-export";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** The entries that the list would show, as a file. */
export const GET = signedInRoute({ may: canAdminister, query: auditExportQuerySchema }, ({ actor, query }) =>
  exportAudit(actor, query),
);
