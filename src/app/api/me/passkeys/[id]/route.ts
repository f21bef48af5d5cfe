import { passkeyPatchSchema } from "@/features/passkeys/schema";
import { partyOf } from "@/features/passkeys/server/read-party";
import { removePasskey, renamePasskey } from "@/features/passkeys/server/write-change";
import { hasOwnAccount } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Renames one of the caller's passkeys. */
export const PATCH = signedInRoute(
  { may: hasOwnAccount, body: passkeyPatchSchema },
  ({ actor, request, params, body, key, address }) =>
    renamePasskey(
      actor,
      { id: params["id"] ?? "", name: body.name, party: partyOf(request) },
      { key, address },
    ),
);

/** Removes one of the caller's passkeys. */
export const DELETE = signedInRoute(
  { may: hasOwnAccount, needsProof: () => true, status: 204 },
  ({ actor, params, key, address }) => removePasskey(actor, params["id"] ?? "", { key, address }),
);
