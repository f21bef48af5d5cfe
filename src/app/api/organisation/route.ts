import { readLook } from "@/features/organisations/server/read-look";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** How the organisation of this host looks: its name, logo and accent; without a session. */
export const GET = publicRoute({}, async ({ request }) => readLook(await requireOrganisation(request)));
