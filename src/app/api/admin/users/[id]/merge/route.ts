import { mergeQuerySchema, mergeStartSchema } from "@/features/people-merges/schema";
import { readMerge } from "@/features/people-merges/server/read";
import { startMerge } from "@/features/people-merges/server/write";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** How the merge of an account stands, or what merging it into another would do. */
export const GET = signedInRoute(
  { may: canAdminister, query: mergeQuerySchema },
  ({ actor, params, query }) => readMerge(actor, params["id"] ?? "", query),
);

/** Merges an account into another of the same person. */
export const POST = signedInRoute(
  { may: canAdminister, body: mergeStartSchema, needsProof: () => true },
  ({ actor, params, body, key, address }) =>
    startMerge(actor, { personId: (params["id"] ?? "").toLowerCase(), ...body }, { key, address }),
);
