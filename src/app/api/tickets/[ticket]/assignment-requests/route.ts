import { askSchema } from "@/features/assignment-requests/schema";
import { listTicketRequests } from "@/features/assignment-requests/server/read";
import { askForAssignment } from "@/features/assignment-requests/server/write";
import { signedInRoute } from "@/server/api/route";
import { pageQuerySchema } from "@/shared/paging";

/** Who asked that the ticket be assigned to whom, for its staff side. */
export const GET = signedInRoute({ query: pageQuerySchema }, ({ actor, params, query }) =>
  listTicketRequests(actor, params["ticket"] ?? "", query),
);

/** Asks those who may assign the ticket. */
export const POST = signedInRoute({ body: askSchema, status: 201 }, ({ actor, params, body, key }) =>
  askForAssignment(actor, { ticket: params["ticket"] ?? "", ...body, key }),
);
