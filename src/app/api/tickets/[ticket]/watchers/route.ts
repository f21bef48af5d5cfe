import { readerOf } from "@/features/tickets/server/access/read-as-requester";
import { listWatchers } from "@/features/tickets/server/read-watchers";
import { signedInRoute } from "@/server/api/route";
import { viewedAsSchema } from "@/shared/paging";

/** Who follows the ticket, as this person may see it. */
export const GET = signedInRoute({ query: viewedAsSchema }, async ({ actor, params, query }) => {
  const ticket = params["ticket"] ?? "";
  return await listWatchers(...(await readerOf(actor, ticket, query.as)));
});
