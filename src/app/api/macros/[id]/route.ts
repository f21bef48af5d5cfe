import { hasLibrary } from "@/features/library/policy";
import { macroPatchSchema } from "@/features/macros/schema";
import { readMacro } from "@/features/macros/server/read";
import { changeMacro, deleteMacro } from "@/features/macros/server/write";
import { signedInRoute } from "@/server/api/route";

/** One macro as it stands now. */
export const GET = signedInRoute({ may: hasLibrary }, ({ actor, params }) =>
  readMacro(actor, params["id"] ?? ""),
);

/** Changes a macro. */
export const PATCH = signedInRoute(
  { may: hasLibrary, body: macroPatchSchema },
  ({ actor, params, body, key, address }) =>
    changeMacro(actor, { id: params["id"] ?? "", patch: body }, { key, address }),
);

/** Deletes a macro. */
export const DELETE = signedInRoute({ may: hasLibrary, status: 204 }, ({ actor, params, key, address }) =>
  deleteMacro(actor, params["id"] ?? "", { key, address }),
);
