import { z } from "zod";
import type { ApiPath } from "@/server/api/openapi";
import {
  notificationPageSchema,
  notificationQuerySchema,
  notificationsReadAnswerSchema,
  notificationsReadSchema,
  notificationsUnreadSchema,
} from "./schema";

/** What happened on tickets that concern one, and that one has read it. */
export const notificationPaths: readonly ApiPath[] = [
  {
    method: "get",
    path: "/api/notifications",
    summary: "What you should know, the newest first",
    description:
      "`unread` counts all that you have not read, whatever this page shows. New ones come by socket as `notification:new`. Notifications of tickets that you may not see any more are neither listed nor counted.",
    request: { query: notificationQuerySchema },
    responses: { 200: notificationPageSchema },
  },
  {
    method: "post",
    path: "/api/notifications/read",
    summary: "Mark several notifications as read, or all",
    description: "Reading a ticket marks what was told of it up to there by itself.",
    request: { body: notificationsReadSchema },
    responses: { 200: notificationsReadAnswerSchema },
  },
  {
    method: "delete",
    path: "/api/notifications/read",
    summary: "Take back what you marked as read at once",
    description: "`readAt` is what marking them answered.",
    request: { query: notificationsUnreadSchema },
    responses: { 200: z.object({ unread: z.number().int() }) },
  },
];
