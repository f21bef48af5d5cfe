import { decideRequest } from "@/features/assignment-requests/server/write";
import { signedInRoute } from "@/server/api/route";

/** The caller takes their own request back. */
export const POST = signedInRoute({}, ({ actor, params, key }) =>
  decideRequest(actor, { requestId: params["id"] ?? "", decision: "withdrawn", key }),
);
