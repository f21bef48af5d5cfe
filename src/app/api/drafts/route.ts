import { listDraftsSchema } from "@/features/drafts/schema";
import { listDrafts } from "@/features/drafts/server/read";
import { pageOfWhole } from "@/server/paging";
import { signedInRoute } from "@/server/route";

/** What the caller has written and not sent. */
export const GET = signedInRoute({ query: listDraftsSchema }, async ({ actor, query }) =>
  pageOfWhole(await listDrafts(actor, query.place), query),
);
