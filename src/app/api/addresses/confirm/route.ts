import { confirmAddress } from "@/features/addresses/server/write-confirm";
import { linkTokenSchema } from "@/features/users/schema";
import { limitAddress } from "@/server/rate-limits/limits";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Proves the address to which a link was mailed. */
export const POST = publicRoute({ body: linkTokenSchema }, async ({ body, request, address }) => {
  await limitAddress("address-confirm", address, 100, 60 * 60);
  return await confirmAddress(await requireOrganisation(request), body.token, address);
});
