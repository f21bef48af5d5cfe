import { unmergeTicket } from "@/features/ticket-merges/server/write-undo";
import { signedInRoute } from "@/server/api/route";

export const POST = signedInRoute({}, ({ actor, params, key }) =>
  unmergeTicket(actor, { ticket: params["ticket"] ?? "", key }),
);
