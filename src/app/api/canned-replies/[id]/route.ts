import { cannedReplyPatchSchema } from "@/features/canned-replies/schema";
import { readCannedReply } from "@/features/canned-replies/server/read";
import { changeCannedReply, deleteCannedReply } from "@/features/canned-replies/server/write";
import { hasLibrary } from "@/features/library/policy";
import { signedInRoute } from "@/server/api/route";

/** One canned reply as it stands now. */
export const GET = signedInRoute({ may: hasLibrary }, ({ actor, params }) =>
  readCannedReply(actor, params["id"] ?? ""),
);

/** Changes a canned reply. */
export const PATCH = signedInRoute(
  { may: hasLibrary, body: cannedReplyPatchSchema },
  ({ actor, params, body, key, address }) =>
    changeCannedReply(actor, { id: params["id"] ?? "", patch: body }, { key, address }),
);

/** Deletes a canned reply. */
export const DELETE = signedInRoute({ may: hasLibrary, status: 204 }, ({ actor, params, key, address }) =>
  deleteCannedReply(actor, params["id"] ?? "", { key, address }),
);
