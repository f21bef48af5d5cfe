import { linkTokenSchema } from "@/features/users/schema";
import { readResetAccount } from "@/features/users/server/requests/write-password-reset";
import { limitAddress } from "@/server/rate-limits/limits";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Answers whose password a link is about, before anything is typed; that does not use it up. */
export const POST = publicRoute({ body: linkTokenSchema }, async ({ body, request, address }) => {
  await limitAddress("password-reset", address, 100, 60 * 60);
  return await readResetAccount(await requireOrganisation(request), body.token);
});
