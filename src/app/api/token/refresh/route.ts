import { refreshRequestSchema } from "@/features/sessions/schema";
import { refreshTokens } from "@/features/sessions/server/write-tokens";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Exchanges a refresh token for a new pair. */
export const POST = publicRoute({ body: refreshRequestSchema }, async ({ body, request }) =>
  refreshTokens(await requireOrganisation(request), body.refreshToken),
);
