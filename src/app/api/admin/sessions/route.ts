import { listAllSessions } from "@/features/sessions/server/read";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";
import { pageQuerySchema } from "@/shared/paging";

/** Every live session of the organisation. */
export const GET = signedInRoute({ may: canAdminister, query: pageQuerySchema }, ({ actor, query }) =>
  listAllSessions(actor, query),
);
