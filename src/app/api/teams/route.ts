import { teamQuerySchema } from "@/features/teams/schema";
import { listTeams } from "@/features/teams/server/read";
import { pageOfWhole } from "@/server/api/paging";
import { signedInRoute } from "@/server/api/route";

/** Teams to choose among. */
export const GET = signedInRoute({ query: teamQuerySchema }, async ({ actor, query }) =>
  pageOfWhole(await listTeams(actor, query), query),
);
