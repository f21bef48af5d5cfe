import { listCategories } from "@/features/organisations/server/read-pickers";
import { pageOfWhole } from "@/server/api/paging";
import { signedInRoute } from "@/server/api/route";
import { wholeListQuerySchema } from "@/shared/paging";

/** Categories to choose among. */
export const GET = signedInRoute({ query: wholeListQuerySchema }, async ({ actor, query }) =>
  pageOfWhole(await listCategories(actor), query),
);
