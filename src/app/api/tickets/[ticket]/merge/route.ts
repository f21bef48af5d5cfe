import { mergeSchema } from "@/features/ticket-merges/schema";
import { mergeTicket } from "@/features/ticket-merges/server/write-merge";
import { signedInRoute } from "@/server/api/route";

export const POST = signedInRoute({ body: mergeSchema }, ({ actor, params, body, key }) =>
  mergeTicket(actor, { ...body, ticket: params["ticket"] ?? "", key }),
);
