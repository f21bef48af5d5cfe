import { guestLinkSchema } from "@/features/guests/schema";
import { requestGuestLinks } from "@/features/guests/server/write-link";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Asks for new links to the tickets of an address; they go there by mail, if there are any. */
export const POST = publicRoute(
  { body: guestLinkSchema, status: 202 },
  async ({ body, request, address, language }) =>
    requestGuestLinks(await requireOrganisation(request), body, { address, language }),
);
