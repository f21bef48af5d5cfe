import { setWatcher } from "@/features/tickets/server/write-watch";
import { signedInRoute } from "@/server/route";

export const PUT = signedInRoute({}, ({ actor, params }) =>
  setWatcher(actor, params["ticket"] ?? "", { personId: params["personId"] ?? "", isWatching: true }),
);

export const DELETE = signedInRoute({}, ({ actor, params }) =>
  setWatcher(actor, params["ticket"] ?? "", { personId: params["personId"] ?? "", isWatching: false }),
);
