import { fileGuestTicket } from "@/features/guests/server/write-ticket";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Files a ticket without an account; everybody gets the same answer, and the link goes by mail. */
export const POST = publicRoute({ takes: "upload", status: 202 }, async ({ request, address, language }) =>
  fileGuestTicket(await requireOrganisation(request), request, { address, language }),
);
