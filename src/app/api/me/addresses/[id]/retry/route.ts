import { retryOwnAddress } from "@/features/refused-addresses/server/write";
import { hasOwnAccount } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Lets mail go to one of the caller's addresses again that refused it. */
export const POST = signedInRoute({ may: hasOwnAccount, status: 204 }, ({ actor, params, key, address }) =>
  retryOwnAddress(actor, params["id"] ?? "", { key, address }),
);
