import { needsProofToEnd } from "@/features/sessions/policy";
import { revokeMySessions } from "@/features/sessions/server/write-revoke";
import { signedInRoute } from "@/server/api/route";

/** Ends one of the caller's sessions; for the one that asks it is a sign-out, which needs nothing. */
export const DELETE = signedInRoute(
  {
    beforeSecondFactor: true,
    beforeShowingFactor: true,
    needsProof: ({ actor, params }) => needsProofToEnd(actor, params["id"] ?? null),
    status: 204,
  },
  ({ actor, params, key, address }) => revokeMySessions(actor, params["id"] ?? "", { key, address }),
);
