import { z } from "zod";
import type { ApiPaths } from "@/server/api/openapi";
import {
  acknowledgedSchema,
  noticeAckSchema,
  noticePageSchema,
  noticeQuerySchema,
  noticesAckSchema,
  noticesUnackSchema,
} from "./schema";

/** Notices for admins, and their acknowledgements. */
export const noticePaths: ApiPaths = {
  "/api/admin/notices": {
    get: {
      id: "listNotices",
      summary: "What admins should know, the newest first",
      description:
        "`acknowledged` is about you: every admin acknowledges for themselves. `unread` counts what you have not acknowledged. New ones come by socket as `admin:notice`.",
      query: noticeQuerySchema,
      ok: noticePageSchema,
    },
  },
  "/api/admin/notices/ack": {
    post: {
      id: "acknowledgeNotices",
      summary: "Acknowledge several notices, or all",
      body: noticesAckSchema,
      ok: acknowledgedSchema,
    },
    delete: {
      id: "unacknowledgeNotices",
      summary: "Take back what you acknowledged at once",
      description: "`acknowledgedAt` is what acknowledging them answered.",
      query: noticesUnackSchema,
      ok: z.object({ unread: z.number().int() }),
    },
  },
  "/api/admin/notices/{id}/ack": {
    post: { id: "acknowledgeNotice", summary: "Acknowledge a notice", ok: noticeAckSchema },
    delete: { id: "unacknowledgeNotice", summary: "Take that back", ok: noticeAckSchema },
  },
};
