import { canAdminister, needsProofToChange } from "@/features/users/policy";
import { userPatchSchema } from "@/features/users/schema";
import { readUser } from "@/features/users/server/read-admin";
import { changeUser } from "@/features/users/server/write-user";
import { signedInRoute } from "@/server/api/route";

/** One person. */
export const GET = signedInRoute({ may: canAdminister }, ({ actor, params }) =>
  readUser(actor.organisationId, params["id"] ?? ""),
);

/** Changes a person's name, role, teams or access. */
export const PATCH = signedInRoute(
  {
    may: canAdminister,
    body: userPatchSchema,
    needsProof: ({ body }) => needsProofToChange(body),
  },
  ({ actor, params, body, key, address }) =>
    changeUser(actor, { personId: params["id"] ?? "", patch: body }, { key, address }),
);
