import { registrationSchema } from "@/features/users/schema";
import { registerPerson } from "@/features/users/server/write";
import { isDemoOpenTo } from "@/server/http/request/demo-exposure";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Registers an account, where the organisation allows it. */
export const POST = publicRoute(
  { body: registrationSchema, status: 201 },
  async ({ body, request, address }) =>
    registerPerson(await requireOrganisation(request), body, {
      address,
      isDemoOpen: isDemoOpenTo(request.headers),
    }),
);
