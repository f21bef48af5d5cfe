import { retryPersonsAddress } from "@/features/refused-addresses/server/write";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Lets mail go to a person's address again that refused it. */
export const POST = signedInRoute({ may: canAdminister, status: 204 }, ({ actor, params, key, address }) =>
  retryPersonsAddress(actor, params["id"] ?? "", { key, address }),
);
