import { registrationSchema } from "@/features/users/schema";
import { registerPerson } from "@/features/users/server/requests/write-registration";
import { isDemoOpenTo } from "@/server/http/request/demo-exposure";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Registers an account, where the organisation allows it: 202 where its address has to be confirmed by a mail first. */
export const POST = publicRoute(
  { body: registrationSchema },
  async ({ body, request, address, language }) => {
    const registered = await registerPerson(await requireOrganisation(request), body, {
      address,
      isDemoOpen: isDemoOpenTo(request.headers),
      language,
    });
    return Response.json(registered, {
      status: "confirmation" in registered ? 202 : 201,
      headers: { "cache-control": "no-store" },
    });
  },
);
