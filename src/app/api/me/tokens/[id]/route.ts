import { endMyToken } from "@/features/personal-tokens/server/write";
import { hasOwnAccount } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Ends one of the caller's personal tokens. */
export const DELETE = signedInRoute({ may: hasOwnAccount, status: 204 }, ({ actor, params, key, address }) =>
  endMyToken(actor, params["id"] ?? "", { key, address }),
);
