import { categoryCreateSchema } from "@/features/organisations/schema";
import { listAllCategories } from "@/features/organisations/server/read-pickers";
import { createCategory } from "@/features/organisations/server/write-categories";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/route";

/** Every category, archived ones too. */
export const GET = signedInRoute({ may: canAdminister }, async ({ actor }) => ({
  items: await listAllCategories(actor),
  nextCursor: null,
}));

/** Makes a category. */
export const POST = signedInRoute(
  { may: canAdminister, body: categoryCreateSchema, status: 201 },
  ({ actor, body, key, address }) => createCategory(actor, body, { key, address }),
);
