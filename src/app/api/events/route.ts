import { feedQuerySchema } from "@/features/event-feed/schema";
import { followFeed } from "@/realtime/feed/follow";
import { signedInRoute } from "@/server/api/route";

export const GET = signedInRoute(
  { query: feedQuerySchema, speaks: true },
  async ({ request, session, language, query }) => await followFeed({ request, session, language }, query),
);
