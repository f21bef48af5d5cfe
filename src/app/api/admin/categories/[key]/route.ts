import { categoryPatchSchema } from "@/features/categories/schema";
import { changeCategory } from "@/features/organisations/server/write-categories";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Changes a category. */
export const PATCH = signedInRoute(
  { may: canAdminister, body: categoryPatchSchema },
  ({ actor, params, body, key, address }) =>
    changeCategory(actor, { key: params["key"] ?? "", patch: body }, { key, address }),
);
