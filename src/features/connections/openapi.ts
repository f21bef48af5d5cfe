import type { ApiPaths } from "@/server/api/openapi";
import { pageSchema, wholeListQuerySchema } from "@/shared/paging";
import { connectionPageSchema, connectionQuerySchema, presenceSchema } from "./schema";

/** Who is connected now. */
export const connectionPaths: ApiPaths = {
  "/api/presence": {
    get: {
      id: "listPresence",
      summary: "Who is online or away now, for staff",
      description:
        "Over all server processes, staff first, up to 1,000 of them and 500 others; who is not listed is offline, and guests never are. A client with a socket has the same from `session:ready` and `presence:changed`.",
      query: wholeListQuerySchema,
      ok: pageSchema(presenceSchema),
      errors: ["forbidden"],
    },
  },
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
