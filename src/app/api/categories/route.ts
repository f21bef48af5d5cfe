import { listCategories } from "@/features/organisations/server/read-pickers";
import { signedInRoute } from "@/server/route";

/** Categories to choose among. */
export const GET = signedInRoute({}, async ({ actor }) => ({
  items: await listCategories(actor),
  nextCursor: null,
}));
