import { notificationsReadSchema, notificationsUnreadSchema } from "@/features/notifications/schema";
import { readNotifications, markUnread } from "@/features/notifications/server/write-read";
import { signedInRoute } from "@/server/api/route";

/** Marks several notifications as read, or all. */
export const POST = signedInRoute({ body: notificationsReadSchema }, ({ actor, body, key }) =>
  readNotifications(actor, body, key),
);

/** Marks several notifications as unread again. */
export const DELETE = signedInRoute({ query: notificationsUnreadSchema }, ({ actor, query, key }) =>
  markUnread(actor, query.readAt, key),
);
