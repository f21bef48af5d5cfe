import { unmergeTicket } from "@/features/tickets/server/merge/write-undo";
import { signedInRoute } from "@/server/api/route";

export const POST = signedInRoute({}, ({ actor, params, key }) =>
  unmergeTicket(actor, { ticket: params["ticket"] ?? "", key }),
);
