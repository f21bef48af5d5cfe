import { adminTokensQuerySchema, serviceTokenInputSchema } from "@/features/personal-tokens/schema";
import { listAllTokens } from "@/features/personal-tokens/server/read";
import { makeServiceToken } from "@/features/personal-tokens/server/write-service";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Every live personal token of the organisation. */
export const GET = signedInRoute({ may: canAdminister, query: adminTokensQuerySchema }, ({ actor, query }) =>
  listAllTokens(actor, query),
);

/** Makes a program that belongs to nobody, and its token, which is answered this once. */
export const POST = signedInRoute(
  { may: canAdminister, body: serviceTokenInputSchema, needsProof: () => true, status: 201 },
  ({ actor, body, key, address }) => makeServiceToken(actor, body, { key, address }),
);
