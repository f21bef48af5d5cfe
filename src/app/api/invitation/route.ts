import { invitationSchema } from "@/features/users/schema";
import { acceptInvitation } from "@/features/users/server/write-invitation";
import { limitAddress } from "@/server/rate-limits/limits";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Accepts an invitation: from then on the person signs in with the password that they chose. */
export const POST = publicRoute({ body: invitationSchema }, async ({ body, request, address }) => {
  await limitAddress("invitation", address, 100, 60 * 60);
  return await acceptInvitation(await requireOrganisation(request), body, address);
});
