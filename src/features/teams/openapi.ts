import type { ApiPath } from "@/server/api/openapi";
import { pageSchema } from "@/shared/paging";
import { adminTeamSchema, teamCreateSchema, teamPatchSchema, teamQuerySchema, teamSchema } from "./schema";

/** Teams, for pickers and for admins. */
export const teamPaths: readonly ApiPath[] = [
  {
    method: "get",
    path: "/api/teams",
    summary: "Teams to choose among, as you may see them",
    request: { query: teamQuerySchema },
    responses: { 200: pageSchema(teamSchema) },
  },
  {
    method: "get",
    path: "/api/admin/teams",
    summary: "Every team",
    access: "admin",
    responses: { 200: pageSchema(adminTeamSchema) },
  },
  {
    method: "post",
    path: "/api/admin/teams",
    summary: "Make a team",
    access: "admin",
    request: { body: teamCreateSchema },
    responses: { 201: adminTeamSchema },
  },
  {
    method: "patch",
    path: "/api/admin/teams/{id}",
    summary: "Change a team",
    access: "admin",
    request: { body: teamPatchSchema },
    responses: { 200: adminTeamSchema },
  },
];
