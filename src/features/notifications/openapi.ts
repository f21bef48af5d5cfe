import { z } from "zod";
import type { ApiPaths } from "@/server/api/openapi";
import {
  notificationPageSchema,
  notificationQuerySchema,
  notificationsReadAnswerSchema,
  notificationsReadSchema,
  notificationsUnreadSchema,
} from "./schema";

/** Notifications of tickets that concern the caller, and their read state. */
export const notificationPaths: ApiPaths = {
  "/api/notifications": {
    get: {
      id: "listNotifications",
      summary: "What you should know, the newest first",
      description:
        "`unread` counts all that you have not read, whatever this page shows. New ones come by socket as `notification:new`. Notifications of tickets that you may not see any more are neither listed nor counted.",
      query: notificationQuerySchema,
      ok: notificationPageSchema,
    },
  },
  "/api/notifications/read": {
    post: {
      id: "markNotificationsRead",
      summary: "Mark several notifications as read, or all",
      description: "Reading a ticket marks its notifications up to there by itself.",
      body: notificationsReadSchema,
      ok: notificationsReadAnswerSchema,
    },
    delete: {
      id: "markNotificationsUnread",
      summary: "Take back what you marked as read at once",
      description: "`readAt` is what marking them answered.",
      query: notificationsUnreadSchema,
      ok: z.object({ unread: z.number().int() }),
    },
  },
};
