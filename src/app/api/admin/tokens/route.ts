import { adminTokensQuerySchema } from "@/features/personal-tokens/schema";
import { listAllTokens } from "@/features/personal-tokens/server/read";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Every live personal token of the organisation. */
export const GET = signedInRoute({ may: canAdminister, query: adminTokensQuerySchema }, ({ actor, query }) =>
  listAllTokens(actor, query),
);
