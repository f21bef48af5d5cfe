import { undoTagChange } from "@/features/tags/server/write";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Begins to take a change of a tag back. */
export const POST = signedInRoute({ may: canAdminister, status: 201 }, ({ actor, params, key, address }) =>
  undoTagChange(actor, params["id"] ?? "", { key, address }),
);
