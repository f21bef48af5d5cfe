import { partyOf } from "@/features/passkeys/server/read-party";
import { beginSignIn } from "@/features/passkeys/server/write-check";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** What a browser needs to sign in by a passkey. */
export const POST = publicRoute({}, async ({ request, address }) =>
  beginSignIn(await requireOrganisation(request), { party: partyOf(request), address }),
);
