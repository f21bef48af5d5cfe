import { renewRecoveryCodes } from "@/features/second-factors/server/write-recovery-codes";
import { hasOwnAccount } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Gives the caller new recovery codes in place of all earlier ones. */
export const POST = signedInRoute({ may: hasOwnAccount, needsProof: () => true }, ({ actor, key, address }) =>
  renewRecoveryCodes(actor, { key, address }),
);
