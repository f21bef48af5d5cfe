import { mergeSchema } from "@/features/tickets/schema-merge";
import { mergeTicket } from "@/features/tickets/server/merge/write-merge";
import { signedInRoute } from "@/server/api/route";

export const POST = signedInRoute({ body: mergeSchema }, ({ actor, params, body, key }) =>
  mergeTicket(actor, { ...body, ticket: params["ticket"] ?? "", key }),
);
