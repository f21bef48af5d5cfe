import { canAdminister } from "@/features/users/policy";
import { directoryFormSchema } from "@/features/ways-in/schema";
import { setDirectory } from "@/features/ways-in/server/write";
import { signedInRoute } from "@/server/api/route";

/** Sets the directory by which people come in. */
export const PUT = signedInRoute(
  { may: canAdminister, body: directoryFormSchema, needsProof: () => true },
  ({ actor, body, key, address }) => setDirectory(actor, body, { key, address }),
);

/** Removes it: nobody comes in by one any more. */
export const DELETE = signedInRoute(
  { may: canAdminister, needsProof: () => true },
  ({ actor, key, address }) => setDirectory(actor, null, { key, address }),
);
