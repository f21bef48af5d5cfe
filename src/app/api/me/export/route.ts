import { exportAccount } from "@/features/account/server/read-export";
import { partyOf } from "@/features/passkeys/server/read-party";
import { hasOwnAccount } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** All that the caller is and wrote here, as one document. */
export const GET = signedInRoute({ may: hasOwnAccount }, ({ actor, request }) =>
  exportAccount(actor, partyOf(request)),
);
