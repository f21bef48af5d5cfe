import { canAdminister } from "@/features/users/policy";
import { providerTestSchema } from "@/features/ways-in/schema";
import { tryProvider } from "@/features/ways-in/server/read-trial";
import { signedInRoute } from "@/server/api/route";

/** Tries a provider, step by step. */
export const POST = signedInRoute(
  { may: canAdminister, body: providerTestSchema, speaks: true },
  ({ actor, body, language }) => tryProvider(actor, body, language),
);
