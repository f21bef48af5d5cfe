import { ticketAccessQuerySchema } from "@/features/tickets/schema";
import { explainAccess } from "@/features/tickets/server/access/read-access";
import { signedInRoute } from "@/server/api/route";

/** Whether and why somebody sees it. */
export const GET = signedInRoute({ query: ticketAccessQuerySchema }, ({ actor, params, query }) =>
  explainAccess(actor, { ticket: params["ticket"] ?? "", personId: query.person }),
);
