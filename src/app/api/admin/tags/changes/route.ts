import { tagChangeInputSchema } from "@/features/tags/schema";
import { listTagChanges } from "@/features/tags/server/read";
import { beginTagChange } from "@/features/tags/server/write";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";
import { pageQuerySchema } from "@/shared/paging";

/** What was done to tags, the latest first. */
export const GET = signedInRoute({ may: canAdminister, query: pageQuerySchema }, ({ actor, query }) =>
  listTagChanges(actor, query),
);

/** Begins to rename, merge or delete a tag on all tickets. */
export const POST = signedInRoute(
  { may: canAdminister, body: tagChangeInputSchema, status: 201 },
  ({ actor, body, key, address }) => beginTagChange(actor, body, { key, address }),
);
