import { peopleQuerySchema } from "@/features/users/schema";
import { listPeople } from "@/features/users/server/read";
import { signedInRoute } from "@/server/api/route";

/** People to choose among. */
export const GET = signedInRoute({ query: peopleQuerySchema }, ({ actor, query }) =>
  listPeople(actor, query),
);
