import { updateTicketSchema } from "@/features/tickets/schema";
import { getTicket } from "@/features/tickets/server/read";
import { deleteTicket } from "@/features/tickets/server/write-delete";
import { updateTicket } from "@/features/tickets/server/write-update";
import { signedInRoute } from "@/server/api/route";

export const GET = signedInRoute({}, ({ actor, params }) => getTicket(actor, params["ticket"] ?? ""));

export const PATCH = signedInRoute({ body: updateTicketSchema }, ({ actor, params, body, key }) =>
  updateTicket(actor, { ...body, ticket: params["ticket"] ?? "", key }),
);

export const DELETE = signedInRoute({ status: 204 }, ({ actor, params, key }) =>
  deleteTicket(actor, params["ticket"] ?? "", key),
);
