import { colleaguesQuerySchema } from "@/features/users/schema";
import { findColleagues } from "@/features/users/server/read-colleagues";
import { signedInRoute } from "@/server/api/route";

/** Colleagues who can be let follow a ticket, by name. */
export const GET = signedInRoute({ query: colleaguesQuerySchema }, ({ actor, query }) =>
  findColleagues(actor, query),
);
