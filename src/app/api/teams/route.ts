import { teamQuerySchema } from "@/features/teams/schema";
import { listTeams } from "@/features/teams/server/read";
import { signedInRoute } from "@/server/route";

/** Teams to choose among. */
export const GET = signedInRoute({ query: teamQuerySchema }, async ({ actor, query }) => ({
  items: await listTeams(actor, query),
  nextCursor: null,
}));
