import { listDraftsSchema } from "@/features/drafts/schema";
import { listDrafts } from "@/features/drafts/server/read";
import { signedInRoute } from "@/server/api/route";

/** The caller's drafts. */
export const GET = signedInRoute({ query: listDraftsSchema }, ({ actor, query }) => listDrafts(actor, query));
