import { teamPatchSchema } from "@/features/teams/schema";
import { changeTeam } from "@/features/teams/server/write";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Changes a team. */
export const PATCH = signedInRoute(
  { may: canAdminister, body: teamPatchSchema },
  ({ actor, params, body, key, address }) =>
    changeTeam(actor, { teamId: params["id"] ?? "", patch: body }, { key, address }),
);
