import { erasureStartSchema } from "@/features/person-data/schema";
import { readErasure } from "@/features/person-data/server/read";
import { beginErasure } from "@/features/person-data/server/write-begin";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** How the erasure of a person's data stands; before it begins what it would do. */
export const GET = signedInRoute({ may: canAdminister }, ({ actor, params }) =>
  readErasure(actor, params["id"] ?? ""),
);

/** Begins to erase a person's data. */
export const POST = signedInRoute(
  { may: canAdminister, body: erasureStartSchema, needsProof: () => true },
  ({ actor, params, body, key, address, language }) =>
    beginErasure(actor, { personId: params["id"] ?? "", given: body, language }, { key, address }),
);
