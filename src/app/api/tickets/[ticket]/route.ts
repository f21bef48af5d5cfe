import { updateTicketSchema } from "@/features/tickets/schema";
import { getTicket } from "@/features/tickets/server/read";
import { readerOf } from "@/features/tickets/server/access/read-as-requester";
import { deleteTicket } from "@/features/tickets/server/write-delete";
import { updateTicket } from "@/features/tickets/server/write-update";
import { signedInRoute } from "@/server/api/route";
import { viewedAsSchema } from "@/shared/paging";

export const GET = signedInRoute({ query: viewedAsSchema }, async ({ actor, params, query }) => {
  const ticket = params["ticket"] ?? "";
  return await getTicket(...(await readerOf(actor, ticket, query.as)));
});

export const PATCH = signedInRoute({ body: updateTicketSchema }, ({ actor, params, body, key }) =>
  updateTicket(actor, { ...body, ticket: params["ticket"] ?? "", key }),
);

export const DELETE = signedInRoute({ status: 204 }, ({ actor, params, key }) =>
  deleteTicket(actor, params["ticket"] ?? "", key),
);
