import { readTicketSchema } from "@/features/tickets/schema";
import { markRead } from "@/features/tickets/server/write-read";
import { signedInRoute } from "@/server/route";

export const POST = signedInRoute({ body: readTicketSchema }, ({ actor, params, body, key }) =>
  markRead(actor, params["ticket"] ?? "", body.version, key),
);
