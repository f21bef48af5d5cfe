import { teamQuerySchema } from "@/features/teams/schema";
import { listTeams } from "@/features/teams/server/read";
import { pageOfWhole } from "@/server/paging";
import { signedInRoute } from "@/server/route";

/** Teams to choose among. */
export const GET = signedInRoute({ query: teamQuerySchema }, async ({ actor, query }) =>
  pageOfWhole(await listTeams(actor, query), query),
);
