import { startSchema } from "@/features/people-imports/schema";
import { startImport } from "@/features/people-imports/server/write";
import { canAdminister } from "@/features/users/policy";
import { requireProof, signedInRoute } from "@/server/api/route";

/** Starts an import that is a preview. */
export const POST = signedInRoute(
  { may: canAdminister, body: startSchema },
  ({ actor, params, body, key, address, session }) =>
    startImport(
      actor,
      { id: params["id"] ?? "", invite: body.invite },
      { key, address, prove: () => requireProof(session) },
    ),
);
