import { listHistory } from "@/realtime/connection/replay";
import { listEventsSchema } from "@/features/tickets/schema";
import { signedInRoute } from "@/server/api/route";

export const GET = signedInRoute({ query: listEventsSchema }, ({ actor, params, query }) =>
  listHistory(actor, params["ticket"] ?? "", query),
);
