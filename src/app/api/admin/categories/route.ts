import { categoryCreateSchema, categoryOrderSchema } from "@/features/categories/schema";
import { listAllCategories } from "@/features/organisations/server/read-pickers";
import { createCategory, orderCategories } from "@/features/organisations/server/write-categories";
import { canAdminister } from "@/features/users/policy";
import { pageOfWhole } from "@/server/api/paging";
import { signedInRoute } from "@/server/api/route";
import { wholeListQuerySchema } from "@/shared/paging";

/** Every category, archived ones too. */
export const GET = signedInRoute(
  { may: canAdminister, query: wholeListQuerySchema },
  async ({ actor, query }) => pageOfWhole(await listAllCategories(actor), query),
);

/** Makes a category. */
export const POST = signedInRoute(
  { may: canAdminister, body: categoryCreateSchema, status: 201 },
  ({ actor, body, key, address }) => createCategory(actor, body, { key, address }),
);

/** Puts all categories into a new order. */
export const PUT = signedInRoute(
  { may: canAdminister, body: categoryOrderSchema },
  async ({ actor, body, key, address }) => ({
    items: await orderCategories(actor, body, { key, address }),
  }),
);
