import { adminSessionsQuerySchema } from "@/features/sessions/schema";
import { listAllSessions } from "@/features/sessions/server/read";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Every live session of the organisation. */
export const GET = signedInRoute(
  { may: canAdminister, query: adminSessionsQuerySchema },
  ({ actor, query }) => listAllSessions(actor, query),
);
