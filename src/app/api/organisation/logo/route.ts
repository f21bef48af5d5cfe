import { logoQuerySchema } from "@/features/organisations/schema";
import { sendLogo } from "@/features/organisations/server/read-look";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** The logo of the organisation of this host; without a session. */
export const GET = publicRoute({ query: logoQuerySchema }, async ({ query, request }) =>
  sendLogo(await requireOrganisation(request), { ...query, request }),
);

/** The headers of GET. */
export const HEAD = GET;
