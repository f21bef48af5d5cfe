import { cancelImport } from "@/features/people-imports/server/write";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Cancels an import. */
export const POST = signedInRoute({ may: canAdminister }, ({ actor, params, key, address }) =>
  cancelImport(actor, params["id"] ?? "", { key, address }),
);
