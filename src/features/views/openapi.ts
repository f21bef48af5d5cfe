import type { ApiPaths } from "@/server/api/openapi";
import { viewCreateSchema, viewPageSchema, viewPatchSchema, viewQuerySchema, viewSchema } from "./schema";

/** Lists of tickets that have a name. */
export const viewPaths: ApiPaths = {
  "/api/views": {
    get: {
      id: "listViews",
      summary: "The saved views that you see: yours, your teams' and the organisation's; for staff",
      description:
        "Each owner's in its order. A view shows what you may see: one that names a team or a person of others shows nothing of it. Admins see those of every team.",
      query: viewQuerySchema,
      ok: viewPageSchema,
      errors: ["forbidden"],
    },
    post: {
      id: "createView",
      summary: "Save a view",
      description:
        "`filters` and `sort` are those of GET /api/tickets. `mine` by all staff, `team` by agents of that team and admins, `organisation` by admins; at most 200 of each owner, whose names differ.",
      body: viewCreateSchema,
      created: viewSchema,
      errors: ["forbidden", "name_taken"],
    },
  },
  "/api/views/{id}": {
    get: { id: "getView", summary: "One saved view", ok: viewSchema, errors: ["forbidden"] },
    patch: {
      id: "updateView",
      summary: "Change a saved view, move it, or give it to another owner",
      description:
        "`position` is where it is to stand among its owner's. `was` has the fields as you saw them: one that somebody has changed since is a `conflict`.",
      body: viewPatchSchema,
      ok: viewSchema,
      errors: ["forbidden", "name_taken", "conflict"],
    },
    delete: { id: "deleteView", summary: "Delete a saved view", errors: ["forbidden"] },
  },
};
