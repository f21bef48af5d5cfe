import { directoryPasswords } from "@/features/directories/server/write-sign-in";
import { tokenRequestSchema } from "@/features/sessions/schema";
import { checkBothFactors } from "@/features/sessions/server/write-sign-in";
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
  const person = await checkBothFactors(await requireOrganisation(request), body, from, {
    others: directoryPasswords,
  });
  return await issueTokens(person, from);
});
