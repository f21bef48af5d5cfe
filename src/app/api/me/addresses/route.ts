import { newAddressSchema } from "@/features/addresses/schema";
import { listAddresses } from "@/features/addresses/server/read";
import { addAddress } from "@/features/addresses/server/write";
import { hasOwnAccount } from "@/features/users/policy";
import { pageOfWhole } from "@/server/api/paging";
import { signedInRoute } from "@/server/api/route";
import { wholeListQuerySchema } from "@/shared/paging";

/** The caller's e-mail addresses. */
export const GET = signedInRoute(
  { may: hasOwnAccount, query: wholeListQuerySchema },
  async ({ actor, query }) => pageOfWhole(await listAddresses(actor), query),
);

/** Adds one: a link to confirm it is mailed there. */
export const POST = signedInRoute(
  { may: hasOwnAccount, body: newAddressSchema, needsProof: () => true, status: 201 },
  ({ actor, body, language, key, address }) =>
    addAddress(actor, { email: body.email, language }, { key, address }),
);
