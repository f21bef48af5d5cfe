import { deletedTicketQuerySchema } from "@/features/tickets/schema";
import { listDeletedTickets } from "@/features/tickets/server/list/read-deleted";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** The tickets that can still be restored, the latest deleted first. */
export const GET = signedInRoute(
  { may: canAdminister, query: deletedTicketQuerySchema },
  ({ actor, query }) => listDeletedTickets(actor, query),
);
