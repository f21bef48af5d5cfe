import { refreshRequestSchema } from "@/features/sessions/schema";
import { revokeTokens } from "@/features/sessions/server/write-tokens";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Ends the session that a refresh token belongs to. */
export const POST = publicRoute({ body: refreshRequestSchema, status: 204 }, async ({ body, request }) =>
  revokeTokens(await requireOrganisation(request), body.refreshToken),
);
