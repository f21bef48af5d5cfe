import { needsProofToEnd } from "@/features/sessions/policy";
import { listMySessions } from "@/features/sessions/server/read";
import { revokeMySessions } from "@/features/sessions/server/write-revoke";
import { pageOfWhole } from "@/server/api/paging";
import { signedInRoute } from "@/server/api/route";
import { wholeListQuerySchema } from "@/shared/paging";

/** Where the caller is signed in. */
export const GET = signedInRoute({ query: wholeListQuerySchema }, async ({ actor, query }) =>
  pageOfWhole(await listMySessions(actor), query),
);

/** Ends all of the caller's sessions but this one. */
export const DELETE = signedInRoute(
  { needsProof: ({ actor }) => needsProofToEnd(actor, null), status: 204 },
  ({ actor, key, address }) => revokeMySessions(actor, null, { key, address }),
);
