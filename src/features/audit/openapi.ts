import type { ApiPaths } from "@/server/api/openapi";
import { pageSchema } from "@/shared/paging";
import {
  auditCheckQuerySchema,
  auditCheckSchema,
  auditEntrySchema,
  auditExportQuerySchema,
  auditQuerySchema,
} from "./schema";

/** The audit: its entries, as a list and as a file, and the check of its chains. */
export const auditPaths: ApiPaths = {
  "/api/admin/audit": {
    get: {
      id: "listAuditEntries",
      summary:
        "What was done to people, teams, settings and sessions, who signed in, what was tried and refused",
      query: auditQuerySchema,
      ok: pageSchema(auditEntrySchema),
    },
  },
  "/api/admin/audit/check": {
    get: {
      id: "checkAudit",
      summary: "Check a part of one of the audit's two chains",
      description:
        "Go on with `after` set to `next` until that is null. `problem` is the first entry that is not as it was sealed; to prove that none was cut off at the end, compare `head` with one that was kept elsewhere.",
      query: auditCheckQuerySchema,
      ok: auditCheckSchema,
    },
  },
  "/api/admin/audit/export.csv": {
    get: {
      id: "exportAudit",
      summary: "The audit as a CSV file, the newest first",
      query: auditExportQuerySchema,
      ok: "file",
    },
  },
};
