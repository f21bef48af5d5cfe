import { canAdminister } from "@/features/users/policy";
import { renewInvitation } from "@/features/users/server/write-user";
import { requestOrigin } from "@/server/http/request/origin";
import { signedInRoute } from "@/server/api/route";

/** Invites a person anew: the earlier link ends, the new one is mailed and stands in the answer. */
export const POST = signedInRoute(
  { may: canAdminister, needsProof: () => true, status: 201 },
  async ({ actor, params, key, address, request }) => {
    const { invitationToken, expiresAt } = await renewInvitation(actor, params["id"] ?? "", { key, address });
    return {
      invitationUrl: invitationToken && `${requestOrigin(request)}/invitation#token=${invitationToken}`,
      expiresAt,
    };
  },
);
