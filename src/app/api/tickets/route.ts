import { createTicketSchema, listTicketsSchema } from "@/features/tickets/schema";
import { listTickets } from "@/features/tickets/server/list/read";
import { createTicket } from "@/features/tickets/server/write-create";
import { signedInRoute } from "@/server/api/route";

export const GET = signedInRoute({ query: listTicketsSchema }, ({ actor, query }) =>
  listTickets(actor, query),
);

export const POST = signedInRoute({ body: createTicketSchema, status: 201 }, ({ actor, body, key }) =>
  createTicket(actor, body, key),
);
