import type { ApiPaths } from "@/server/api/openapi";
import { overviewQuerySchema, overviewSchema } from "./schema";

/** The admin area as a whole. */
export const administrationPaths: ApiPaths = {
  "/api/admin/overview": {
    get: {
      id: "getOverview",
      summary: "How the desk does now",
      query: overviewQuerySchema,
      ok: overviewSchema,
    },
  },
};
