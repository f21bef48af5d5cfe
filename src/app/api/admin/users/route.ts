import { canAdminister, needsProofToChange } from "@/features/users/policy";
import { adminUsersQuerySchema, userCreateSchema } from "@/features/users/schema";
import { listUsers } from "@/features/users/server/read-admin";
import { createUser } from "@/features/users/server/write-user";
import { requestOrigin } from "@/server/http/request/origin";
import { signedInRoute } from "@/server/api/route";

/** Everybody of the organisation. */
export const GET = signedInRoute({ may: canAdminister, query: adminUsersQuerySchema }, ({ actor, query }) =>
  listUsers(actor, query),
);

/** Creates a person; without a password the answer carries the link of their invitation. */
export const POST = signedInRoute(
  {
    may: canAdminister,
    body: userCreateSchema,
    needsProof: ({ body }) => needsProofToChange(body),
    status: 201,
  },
  async ({ actor, body, key, address, request }) => {
    const { invitationToken, ...user } = await createUser(actor, body, { key, address });
    return {
      ...user,
      invitationUrl: invitationToken && `${requestOrigin(request)}/invitation#token=${invitationToken}`,
    };
  },
);
