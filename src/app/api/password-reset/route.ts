import { passwordResetSchema } from "@/features/users/schema";
import { askForReset, resetPassword } from "@/features/users/server/requests/write-password-reset";
import { limitAddress } from "@/server/rate-limits/limits";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Asks for a link to choose a new password, which is answered alike for every address; or chooses it by the link's token. */
export const POST = publicRoute(
  { body: passwordResetSchema },
  async ({ body, request, address, language }) => {
    await limitAddress("password-reset", address, 100, 60 * 60);
    const organisationId = await requireOrganisation(request);
    const { email, token = "", password = "" } = body;
    if (email === undefined) {
      return await resetPassword(organisationId, { token, password }, { address, language });
    }
    await askForReset(organisationId, email, { address, language });
    return new Response(null, { status: 202, headers: { "cache-control": "no-store" } });
  },
);
