import { revokeMySessions } from "@/features/sessions/server/write-revoke";
import { signedInRoute } from "@/server/route";

/** Ends one of the caller's sessions. */
export const DELETE = signedInRoute({ status: 204 }, ({ actor, params, key, address }) =>
  revokeMySessions(actor, params["id"] ?? "", { key, address }),
);
