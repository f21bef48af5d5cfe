import { canAdminister } from "@/features/users/policy";
import { directoryTestSchema } from "@/features/ways-in/schema";
import { tryDirectory } from "@/features/ways-in/server/read-trial";
import { signedInRoute } from "@/server/api/route";

/** Tries a directory, step by step. */
export const POST = signedInRoute(
  { may: canAdminister, body: directoryTestSchema, speaks: true },
  ({ actor, body, language }) => tryDirectory(actor, body, language),
);
