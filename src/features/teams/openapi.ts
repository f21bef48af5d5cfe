import type { ApiPaths } from "@/server/api/openapi";
import { pageSchema } from "@/shared/paging";
import { adminTeamSchema, teamCreateSchema, teamPatchSchema, teamQuerySchema, teamSchema } from "./schema";

/** Teams, for pickers and for admins. */
export const teamPaths: ApiPaths = {
  "/api/teams": {
    get: {
      id: "listTeams",
      summary: "Teams to choose among, as you may see them",
      query: teamQuerySchema,
      ok: pageSchema(teamSchema),
    },
  },
  "/api/admin/teams": {
    get: { id: "listAllTeams", summary: "Every team", ok: pageSchema(adminTeamSchema) },
    post: {
      id: "createTeam",
      summary: "Make a team",
      body: teamCreateSchema,
      created: adminTeamSchema,
      errors: ["name_taken"],
    },
  },
  "/api/admin/teams/{id}": {
    patch: {
      id: "updateTeam",
      summary: "Change a team",
      body: teamPatchSchema,
      ok: adminTeamSchema,
      errors: ["name_taken", "conflict"],
    },
  },
};
