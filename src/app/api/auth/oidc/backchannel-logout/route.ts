import { endByBackChannel } from "@/features/providers/server/present-sign-out";
import { publicRoute } from "@/server/api/route";
import { parseForm, readBodyText } from "@/server/http/bodies/request-body";
import { LIMITS } from "@/shared/limits";

export const dynamic = "force-dynamic";

/** The identity provider tells that somebody's session ended there. */
export const POST = publicRoute({ takes: "small" }, async ({ request, address }) => {
  const { logout_token: token } = parseForm(await readBodyText(request, LIMITS.smallBodyBytes));
  return await endByBackChannel(request, typeof token === "string" ? token : "", address);
});
