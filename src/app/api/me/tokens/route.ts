import { tokenInputSchema } from "@/features/personal-tokens/schema";
import { listMyTokens } from "@/features/personal-tokens/server/read";
import { makeToken } from "@/features/personal-tokens/server/write";
import { hasOwnAccount } from "@/features/users/policy";
import { pageOfWhole } from "@/server/api/paging";
import { signedInRoute } from "@/server/api/route";
import { wholeListQuerySchema } from "@/shared/paging";

/** The caller's personal tokens. */
export const GET = signedInRoute(
  { may: hasOwnAccount, query: wholeListQuerySchema },
  async ({ actor, query }) => pageOfWhole(await listMyTokens(actor), query),
);

/** Makes one; it is answered this once. */
export const POST = signedInRoute(
  { may: hasOwnAccount, body: tokenInputSchema, needsProof: () => true, status: 201 },
  ({ actor, body, key, address }) => makeToken(actor, body, { key, address }),
);
