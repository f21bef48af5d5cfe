import { hasLibrary } from "@/features/library/policy";
import { viewPatchSchema } from "@/features/views/schema";
import { readView } from "@/features/views/server/read";
import { changeView, deleteView } from "@/features/views/server/write";
import { signedInRoute } from "@/server/api/route";

/** One saved view as it stands now. */
export const GET = signedInRoute({ may: hasLibrary }, ({ actor, params }) =>
  readView(actor, params["id"] ?? ""),
);

/** Changes a saved view. */
export const PATCH = signedInRoute(
  { may: hasLibrary, body: viewPatchSchema },
  ({ actor, params, body, key, address }) =>
    changeView(actor, { id: params["id"] ?? "", patch: body }, { key, address }),
);

/** Deletes a saved view. */
export const DELETE = signedInRoute({ may: hasLibrary, status: 204 }, ({ actor, params, key, address }) =>
  deleteView(actor, params["id"] ?? "", { key, address }),
);
