import { linkTokenSchema } from "@/features/users/schema";
import { confirmRegistration } from "@/features/users/server/requests/write-registration";
import { limitAddress } from "@/server/rate-limits/limits";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Makes the account of a registration whose mailed link was opened. */
export const POST = publicRoute(
  { body: linkTokenSchema, status: 201 },
  async ({ body, request, address }) => {
    await limitAddress("register-confirm", address, 100, 60 * 60);
    return await confirmRegistration(await requireOrganisation(request), body.token, address);
  },
);
