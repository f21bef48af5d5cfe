import { tagQuerySchema } from "@/features/organisations/schema";
import { listTags } from "@/features/tickets/server/list/read-tags";
import { signedInRoute } from "@/server/api/route";

/** Tags in use, as this caller may see them. */
export const GET = signedInRoute({ query: tagQuerySchema }, ({ actor, query }) => listTags(actor, query));
