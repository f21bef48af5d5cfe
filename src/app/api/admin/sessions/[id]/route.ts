import { revokeSession } from "@/features/sessions/server/write-revoke";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Ends any session of the organisation. */
export const DELETE = signedInRoute(
  { may: canAdminister, needsProof: () => true, status: 204 },
  ({ actor, params, key, address }) => revokeSession(actor, params["id"] ?? "", { key, address }),
);
