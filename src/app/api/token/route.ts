import { tokenRequestSchema } from "@/features/sessions/schema";
import { checkCredentials } from "@/features/sessions/server/write-sign-in";
import { issueTokens } from "@/features/sessions/server/write-tokens";
import { isDemoOpenTo } from "@/server/http/request/demo-exposure";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Signs in a client that is no browser. */
export const POST = publicRoute({ body: tokenRequestSchema }, async ({ body, request, address }) => {
  const from = {
    address,
    userAgent: request.headers.get("user-agent"),
    isDemoOpen: isDemoOpenTo(request.headers),
  };
  const person = await checkCredentials(
    await requireOrganisation(request),
    { email: body.email, password: body.password },
    from,
  );
  return await issueTokens(person, from);
});
