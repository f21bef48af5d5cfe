import { tagPreviewQuerySchema } from "@/features/tags/schema";
import { previewTagChange } from "@/features/tags/server/read";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** How many tickets a change of a tag would touch. */
export const GET = signedInRoute({ may: canAdminister, query: tagPreviewQuerySchema }, ({ actor, query }) =>
  previewTagChange(actor, query),
);
