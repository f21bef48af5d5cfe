import { readStats } from "@/features/tickets/server/counts/read-stats";
import { signedInRoute } from "@/server/api/route";

export const GET = signedInRoute({}, ({ actor }) => readStats(actor));
