import { notificationQuerySchema } from "@/features/notifications/schema";
import { listNotifications } from "@/features/notifications/server/read";
import { signedInRoute } from "@/server/api/route";

/** What one should know, the newest first. */
export const GET = signedInRoute({ query: notificationQuerySchema }, ({ actor, query }) =>
  listNotifications(actor, query),
);
