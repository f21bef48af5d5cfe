import { listHistory } from "@/realtime/replay";
import { listEventsSchema } from "@/features/tickets/schema";
import { signedInRoute } from "@/server/route";

export const GET = signedInRoute({ query: listEventsSchema }, ({ actor, params, query }) =>
  listHistory(actor, params["ticket"] ?? "", query),
);
