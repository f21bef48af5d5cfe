import { listHistory } from "@/realtime/connection/replay";
import { listEventsSchema } from "@/features/tickets/schema";
import { readerOf } from "@/features/tickets/server/access/read-as-requester";
import { signedInRoute } from "@/server/api/route";

export const GET = signedInRoute({ query: listEventsSchema }, async ({ actor, params, query }) => {
  const ticket = params["ticket"] ?? "";
  return await listHistory(...(await readerOf(actor, ticket, query.as)), query);
});
