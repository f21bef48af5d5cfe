import { z } from "zod";
import { said } from "@/messages/server/keys";
import { boundedList } from "@/shared/bounded-list";
import { LIMITS } from "@/shared/limits";
import { pageFields, pageSchema } from "@/shared/paging";
import {
  NOTIFICATION_KINDS,
  notificationSchema,
  newNotificationSchema,
  notificationsReadEventSchema,
} from "@/shared/protocol/shapes";

export {
  NOTIFICATION_KINDS,
  notificationSchema,
  newNotificationSchema,
  notificationsReadEventSchema,
} from "@/shared/protocol/shapes";

/** The kind of a notification. */
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** A notification as its receiver sees it. */
export type NotificationDto = z.infer<typeof notificationSchema>;

/** The query of GET /api/notifications: `unread=1` leaves out what has been read, `unread=0` nothing. */
export const notificationQuerySchema = z
  .object({
    unread: z
      .enum(["1", "0", "true", "false"], said("fields.oneOrZero"))
      .transform((value) => value === "1" || value === "true")
      .optional(),
    ...pageFields,
  })
  .meta({ id: "NotificationQuery" });

/** The query of GET /api/notifications. */
export type NotificationQuery = z.infer<typeof notificationQuerySchema>;

/** The answer of GET /api/notifications: a page, and how many of all are unread. */
export const notificationPageSchema = pageSchema(notificationSchema).extend({ unread: z.number().int() });

/** A page of notifications. */
export type NotificationPage = z.infer<typeof notificationPageSchema>;

/** Body of POST /api/notifications/read: these, or all that there are. */
export const notificationsReadSchema = z.union(
  [
    z.object({ all: z.literal(true) }),
    z.object({
      ids: boundedList(z.uuid(said("fields.noId")).toLowerCase(), { min: 1, max: LIMITS.pageMax }),
    }),
  ],
  said("fields.idsOrAll"),
);

/** Which notifications are read. */
export type NotificationsRead = z.infer<typeof notificationsReadSchema>;

/** The query of DELETE /api/notifications/read: all that were marked as read in one request, by the time in its answer. */
export const notificationsUnreadSchema = z
  .object({ readAt: z.iso.datetime(said("fields.noTime")) })
  .meta({ id: "NotificationsUnreadQuery" });

/** The answer to marking as read: when, how many were new, and how many are left. */
export const notificationsReadAnswerSchema = z
  .object({ readAt: z.string(), read: z.number().int(), unread: z.number().int() })
  .meta({ id: "NotificationsRead" });

/** The answer to marking as read. */
export type NotificationsReadAnswer = z.infer<typeof notificationsReadAnswerSchema>;

/** The payload of `notification:new`. */
export type NewNotification = z.infer<typeof newNotificationSchema>;

/** The payload of `notification:read` and `notification:unread`. */
export type NotificationsReadEvent = z.infer<typeof notificationsReadEventSchema>;
