import { setWatcher } from "@/features/tickets/server/write-watch";
import { signedInRoute } from "@/server/api/route";

export const PUT = signedInRoute({}, ({ actor, params, key, address }) =>
  setWatcher(actor, {
    ticket: params["ticket"] ?? "",
    personId: params["personId"] ?? "",
    isWatching: true,
    key,
    address,
  }),
);

export const DELETE = signedInRoute({}, ({ actor, params, key, address }) =>
  setWatcher(actor, {
    ticket: params["ticket"] ?? "",
    personId: params["personId"] ?? "",
    isWatching: false,
    key,
    address,
  }),
);
