import { canAdminister } from "@/features/users/policy";
import { providerFormSchema } from "@/features/ways-in/schema";
import { setProvider } from "@/features/ways-in/server/write";
import { signedInRoute } from "@/server/api/route";

/** Sets the provider by which people come in. */
export const PUT = signedInRoute(
  { may: canAdminister, body: providerFormSchema, needsProof: () => true },
  ({ actor, body, key, address }) => setProvider(actor, body, { key, address }),
);

/** Removes it: nobody comes in by one any more. */
export const DELETE = signedInRoute(
  { may: canAdminister, needsProof: () => true },
  ({ actor, key, address }) => setProvider(actor, null, { key, address }),
);
