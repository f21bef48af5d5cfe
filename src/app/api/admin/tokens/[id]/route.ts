import { endAnyToken } from "@/features/personal-tokens/server/write";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Ends anybody's personal token. */
export const DELETE = signedInRoute(
  { may: canAdminister, needsProof: () => true, status: 204 },
  ({ actor, params, key, address }) => endAnyToken(actor, params["id"] ?? "", { key, address }),
);
