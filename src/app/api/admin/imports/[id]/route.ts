import { importQuerySchema } from "@/features/people-imports/schema";
import { readImport } from "@/features/people-imports/server/read";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** An import, with a page of its rows. */
export const GET = signedInRoute(
  { may: canAdminister, query: importQuerySchema, speaks: true },
  ({ actor, params, query, language }) => readImport(actor, params["id"] ?? "", { query, language }),
);
