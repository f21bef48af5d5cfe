import { passkeyRequestSchema } from "@/features/passkeys/schema";
import { listPasskeys } from "@/features/passkeys/server/read";
import { partyOf } from "@/features/passkeys/server/read-party";
import { addPasskey, beginPasskey } from "@/features/passkeys/server/write-enrolment";
import { hasOwnAccount } from "@/features/users/policy";
import { pageOfWhole } from "@/server/api/paging";
import { signedInRoute } from "@/server/api/route";
import { wholeListQuerySchema } from "@/shared/paging";

/** The caller's passkeys. */
export const GET = signedInRoute(
  { may: hasOwnAccount, beforeSecondFactor: true, beforeShowingFactor: true, query: wholeListQuerySchema },
  async ({ actor, request, query }) => pageOfWhole(await listPasskeys(actor, partyOf(request)), query),
);

/** Gives options for the browser; with what it made of them, adds the passkey. */
export const POST = signedInRoute(
  {
    may: hasOwnAccount,
    beforeSecondFactor: true,
    body: passkeyRequestSchema,
    needsProof: ({ body }) => body.response === undefined,
  },
  ({ actor, request, body: { response, name }, key, address }) =>
    response === undefined
      ? beginPasskey(actor, partyOf(request))
      : addPasskey(actor, { response, name, party: partyOf(request) }, { key, address }),
);
