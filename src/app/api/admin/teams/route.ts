import { teamCreateSchema } from "@/features/teams/schema";
import { listAllTeams } from "@/features/teams/server/read";
import { createTeam } from "@/features/teams/server/write";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/route";

/** Every team, archived ones too. */
export const GET = signedInRoute({ may: canAdminister }, async ({ actor }) => ({
  items: await listAllTeams(actor),
  nextCursor: null,
}));

/** Makes a team. */
export const POST = signedInRoute(
  { may: canAdminister, body: teamCreateSchema, status: 201 },
  ({ actor, body, key, address }) => createTeam(actor, body, { key, address }),
);
