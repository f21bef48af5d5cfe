import { myPatchSchema } from "@/features/users/schema";
import { readMe } from "@/features/users/server/read";
import { changeMe } from "@/features/users/server/write-me";
import { signedInRoute } from "@/server/api/route";

/** Who the caller is. */
export const GET = signedInRoute({ beforeSecondFactor: true, beforeShowingFactor: true }, ({ actor }) =>
  readMe(actor),
);

/** Changes the caller's name, preferences or choices of notifications. */
export const PATCH = signedInRoute({ body: myPatchSchema }, ({ actor, body, key, address }) =>
  changeMe(actor, body, { key, address }),
);
