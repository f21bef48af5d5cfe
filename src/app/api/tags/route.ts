import { tagQuerySchema } from "@/features/organisations/schema";
import { listTags } from "@/features/organisations/server/read-pickers";
import { signedInRoute } from "@/server/api/route";

/** Tags in use, as this caller may see them. */
export const GET = signedInRoute({ query: tagQuerySchema }, ({ actor, query }) => listTags(actor, query));
