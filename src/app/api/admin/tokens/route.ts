import { listAllTokens } from "@/features/personal-tokens/server/read";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";
import { pageQuerySchema } from "@/shared/paging";

/** Every live personal token of the organisation. */
export const GET = signedInRoute({ may: canAdminister, query: pageQuerySchema }, ({ actor, query }) =>
  listAllTokens(actor, query),
);
