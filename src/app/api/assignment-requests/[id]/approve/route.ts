import { decisionSchema } from "@/features/assignment-requests/schema";
import { decideRequest } from "@/features/assignment-requests/server/write";
import { signedInRoute } from "@/server/api/route";

/** The ticket is assigned as it was asked. */
export const POST = signedInRoute({ body: decisionSchema }, ({ actor, params, body, key }) =>
  decideRequest(actor, { requestId: params["id"] ?? "", decision: "approved", reason: body.reason, key }),
);
