import { notificationQuerySchema } from "@/features/notifications/schema";
import { listNotifications } from "@/features/notifications/server/read";
import { signedInRoute } from "@/server/api/route";

/** The caller's notifications, the newest first. */
export const GET = signedInRoute({ query: notificationQuerySchema }, ({ actor, query }) =>
  listNotifications(actor, query),
);
