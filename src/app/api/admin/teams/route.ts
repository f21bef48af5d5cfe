import { teamCreateSchema } from "@/features/teams/schema";
import { listAllTeams } from "@/features/teams/server/read";
import { createTeam } from "@/features/teams/server/write";
import { canAdminister } from "@/features/users/policy";
import { pageOfWhole } from "@/server/api/paging";
import { signedInRoute } from "@/server/api/route";
import { wholeListQuerySchema } from "@/shared/paging";

/** Every team, archived ones too. */
export const GET = signedInRoute(
  { may: canAdminister, query: wholeListQuerySchema },
  async ({ actor, query }) => pageOfWhole(await listAllTeams(actor), query),
);

/** Makes a team. */
export const POST = signedInRoute(
  { may: canAdminister, body: teamCreateSchema, status: 201 },
  ({ actor, body, key, address }) => createTeam(actor, body, { key, address }),
);
