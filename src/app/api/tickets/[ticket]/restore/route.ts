import { restoreTicket } from "@/features/tickets/server/write-delete";
import { signedInRoute } from "@/server/api/route";

export const POST = signedInRoute({}, ({ actor, params, key }) =>
  restoreTicket(actor, params["ticket"] ?? "", key),
);
