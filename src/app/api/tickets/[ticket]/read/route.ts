import { readTicketSchema } from "@/features/tickets/schema";
import { listReaders } from "@/features/tickets/server/read-readers";
import { markRead } from "@/features/tickets/server/write-read";
import { signedInRoute } from "@/server/api/route";

export const POST = signedInRoute({ body: readTicketSchema }, ({ actor, params, body, key }) =>
  markRead(actor, { ticket: params["ticket"] ?? "", version: body.version, key }),
);

/** Who has read it, up to where. */
export const GET = signedInRoute({}, ({ actor, params }) => listReaders(actor, params["ticket"] ?? ""));
