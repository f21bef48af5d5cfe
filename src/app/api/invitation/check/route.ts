import { linkTokenSchema } from "@/features/users/schema";
import { readInvitation } from "@/features/users/server/write-invitation";
import { limitAddress } from "@/server/rate-limits/limits";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Answers whom an invitation is for, before anything is typed; that does not use it up. */
export const POST = publicRoute({ body: linkTokenSchema }, async ({ body, request, address }) => {
  await limitAddress("invitation", address, 100, 60 * 60);
  return await readInvitation(await requireOrganisation(request), body.token);
});
