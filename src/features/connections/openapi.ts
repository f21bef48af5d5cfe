import type { ApiPaths } from "@/server/api/openapi";
import { connectionPageSchema, connectionQuerySchema } from "./schema";

/** Who is connected now. */
export const connectionPaths: ApiPaths = {
  "/api/admin/connections": {
    get: {
      id: "listConnections",
      summary: "Who is connected now, from where, since when and how well",
      description:
        "Over all server processes; one that does not answer within half a second stands in `processes` with `connections: null`, and what it holds is missing. Everything moves while it is read: a page that follows by `cursor` begins after the place of the last row, not at a frozen list. To disconnect somebody, end their session: DELETE /api/admin/sessions/{id}.",
      query: connectionQuerySchema,
      ok: connectionPageSchema,
    },
  },
};
