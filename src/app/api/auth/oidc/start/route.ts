import { beginSchema } from "@/features/providers/schema";
import { beginProviderSignIn } from "@/features/providers/server/present-sign-in";
import { publicRoute } from "@/server/api/route";

export const dynamic = "force-dynamic";

/** Sends a browser to the identity provider. */
export const GET = publicRoute({ query: beginSchema }, (context) =>
  beginProviderSignIn(context, context.query),
);
