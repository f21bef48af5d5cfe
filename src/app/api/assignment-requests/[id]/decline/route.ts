import { decisionSchema } from "@/features/assignment-requests/schema";
import { decideRequest } from "@/features/assignment-requests/server/write";
import { signedInRoute } from "@/server/api/route";

/** The ticket stays as it is. */
export const POST = signedInRoute({ body: decisionSchema }, ({ actor, params, body, key }) =>
  decideRequest(actor, { requestId: params["id"] ?? "", decision: "declined", reason: body.reason, key }),
);
