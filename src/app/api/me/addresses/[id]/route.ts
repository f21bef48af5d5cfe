import { removeAddress } from "@/features/addresses/server/write";
import { hasOwnAccount } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Removes one of the caller's addresses. */
export const DELETE = signedInRoute(
  { may: hasOwnAccount, needsProof: () => true, status: 204 },
  ({ actor, params, key, address }) => removeAddress(actor, params["id"] ?? "", { key, address }),
);
