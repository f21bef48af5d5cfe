import { readSignInAnnouncements } from "@/features/announcements/server/read";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** The current announcements that are marked for the sign-in page of the organisation of this host; without a session. */
export const GET = publicRoute({}, async ({ request }) => ({
  items: await readSignInAnnouncements(await requireOrganisation(request)),
}));
