import { makePrimary } from "@/features/addresses/server/write";
import { hasOwnAccount } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Makes one of the caller's addresses the primary one. */
export const POST = signedInRoute(
  { may: hasOwnAccount, needsProof: () => true },
  ({ actor, params, key, address }) => makePrimary(actor, params["id"] ?? "", { key, address }),
);
