import { listWatchers } from "@/features/tickets/server/read-watchers";
import { signedInRoute } from "@/server/api/route";

/** Who follows the ticket, as this person may see it. */
export const GET = signedInRoute({}, ({ actor, params }) => listWatchers(actor, params["ticket"] ?? ""));
