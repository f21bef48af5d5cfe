import { removeLink } from "@/features/links/server/write";
import { signedInRoute } from "@/server/api/route";

/** Takes a link away, on both of its tickets. */
export const DELETE = signedInRoute({ status: 204 }, ({ actor, params, key }) =>
  removeLink(actor, { ticket: params["ticket"] ?? "", linkId: params["id"] ?? "", key }),
);
