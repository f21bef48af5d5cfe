import { adminTagsQuerySchema } from "@/features/tags/schema";
import { listAdminTags } from "@/features/tags/server/read";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Every tag, with the number of its tickets. */
export const GET = signedInRoute({ may: canAdminister, query: adminTagsQuerySchema }, ({ actor, query }) =>
  listAdminTags(actor, query),
);
