import { listPresence } from "@/features/connections/server/read-presence";
import { canSeePeople } from "@/features/users/policy";
import { pageOfWhole } from "@/server/api/paging";
import { signedInRoute } from "@/server/api/route";
import { wholeListQuerySchema } from "@/shared/paging";

/** Who of the organisation is online or away now, for staff. */
export const GET = signedInRoute(
  { may: canSeePeople, query: wholeListQuerySchema },
  async ({ actor, query }) => pageOfWhole(listPresence(actor), query),
);
