import { bulkUpdateSchema } from "@/features/tickets/schema-bulk";
import { updateTickets } from "@/features/tickets/server/bulk/write";
import { signedInRoute } from "@/server/api/route";

export const POST = signedInRoute(
  { body: bulkUpdateSchema, speaks: true },
  ({ actor, body, key, language }) => updateTickets(actor, { ...body, key, language }),
);
