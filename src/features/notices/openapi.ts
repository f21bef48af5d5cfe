import { z } from "zod";
import type { ApiPath } from "@/server/api/openapi";
import {
  acknowledgedSchema,
  noticeAckSchema,
  noticePageSchema,
  noticeQuerySchema,
  noticesAckSchema,
  noticesUnackSchema,
} from "./schema";

/** What admins should know, and that they know it. */
export const noticePaths: readonly ApiPath[] = [
  {
    method: "get",
    path: "/api/admin/notices",
    summary: "What admins should know, the newest first",
    description:
      "`acknowledged` is about you: every admin acknowledges for themselves. `unread` counts what you have not acknowledged. New ones come by socket as `admin:notice`.",
    access: "admin",
    request: { query: noticeQuerySchema },
    responses: { 200: noticePageSchema },
  },
  {
    method: "post",
    path: "/api/admin/notices/ack",
    summary: "Acknowledge several notices, or all",
    access: "admin",
    request: { body: noticesAckSchema },
    responses: { 200: acknowledgedSchema },
  },
  {
    method: "delete",
    path: "/api/admin/notices/ack",
    summary: "Take back what you acknowledged at once",
    description: "`acknowledgedAt` is what acknowledging them answered.",
    access: "admin",
    request: { query: noticesUnackSchema },
    responses: { 200: z.object({ unread: z.number().int() }) },
  },
  {
    method: "post",
    path: "/api/admin/notices/{id}/ack",
    summary: "Acknowledge a notice",
    access: "admin",
    responses: { 200: noticeAckSchema },
  },
  {
    method: "delete",
    path: "/api/admin/notices/{id}/ack",
    summary: "Take that back",
    access: "admin",
    responses: { 200: noticeAckSchema },
  },
];
