import { endProviderSignIn } from "@/features/providers/server/present-sign-in";
import { publicRoute } from "@/server/api/route";

export const dynamic = "force-dynamic";

/** Where the identity provider sends browsers back to. */
export const GET = publicRoute({}, (context) =>
  endProviderSignIn(context, new URL(context.request.url).searchParams),
);
