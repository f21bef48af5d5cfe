import { partyOf } from "@/features/passkeys/server/read-party";
import { exportPerson } from "@/features/person-data/server/read-export";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** All that a person is and wrote here, as a ZIP archive. */
export const GET = signedInRoute({ may: canAdminister }, ({ actor, params, request, address }) =>
  exportPerson(actor, { personId: params["id"] ?? "", party: partyOf(request) }, { address }),
);
