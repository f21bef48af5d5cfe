import type { ApiPaths } from "@/server/api/openapi";
import { wholeListQuerySchema } from "@/shared/paging";
import { jobPageSchema } from "./schema";

/** What the servers do in the background. */
export const jobPaths: ApiPaths = {
  "/api/admin/jobs": {
    get: {
      id: "listJobs",
      summary: "The background jobs, and how each stands",
      description:
        "Over all server processes, each of which remembers its own runs; those that failed come first. A process that does not answer within half a second is left out.",
      query: wholeListQuerySchema,
      ok: jobPageSchema,
    },
  },
  "/api/admin/jobs/{id}/run": {
    post: {
      id: "runJob",
      summary: "Run a background job now",
      description: "It is begun, and not waited for. Where it runs already, that run is the one.",
    },
  },
};
