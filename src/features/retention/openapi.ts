import type { ApiPaths } from "@/server/api/openapi";
import { retentionPreviewSchema, retentionQuerySchema } from "./schema";

/** Closed tickets that leave the lists, and are anonymised. */
export const retentionPaths: ApiPaths = {
  "/api/admin/retention": {
    get: {
      id: "previewRetention",
      summary: "What archiving and anonymising after so many days would do today",
      description:
        "Changes nothing. Days that are absent are as the settings have them; `never` stands for none. More than 10,000 tickets are not counted.",
      query: retentionQuerySchema,
      ok: retentionPreviewSchema,
    },
  },
};
