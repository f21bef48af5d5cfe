import { ticketsExportSchema } from "@/features/tickets/schema-bulk";
import { exportTickets } from "@/features/tickets/server/list/read-export";
import { signedInRoute } from "@/server/api/route";

export const GET = signedInRoute({ query: ticketsExportSchema, speaks: true }, ({ actor, query, language }) =>
  exportTickets(actor, { query, language }),
);
