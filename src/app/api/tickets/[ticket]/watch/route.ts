import { setWatcher } from "@/features/tickets/server/write-watch";
import { signedInRoute } from "@/server/route";

export const PUT = signedInRoute({}, ({ actor, params }) =>
  setWatcher(actor, params["ticket"] ?? "", { personId: actor.id, isWatching: true }),
);

export const DELETE = signedInRoute({}, ({ actor, params }) =>
  setWatcher(actor, params["ticket"] ?? "", { personId: actor.id, isWatching: false }),
);
