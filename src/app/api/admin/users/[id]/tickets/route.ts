import { listTicketsSchema } from "@/features/tickets/schema";
import { listTicketsAs } from "@/features/tickets/server/read-as-person";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** A person's list of tickets, as they get it. */
export const GET = signedInRoute(
  { may: canAdminister, query: listTicketsSchema },
  ({ actor, params, query, address }) => listTicketsAs(actor, params["id"] ?? "", query, address),
);
