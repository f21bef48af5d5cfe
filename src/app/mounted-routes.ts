import * as attachment from "@/app/api/attachments/[id]/route";
import * as attachments from "@/app/api/tickets/[ticket]/attachments/route";
import * as comments from "@/app/api/tickets/[ticket]/comments/route";
import * as read from "@/app/api/tickets/[ticket]/read/route";
import * as ticket from "@/app/api/tickets/[ticket]/route";
import * as tickets from "@/app/api/tickets/route";
import type { MountedRoute } from "@/server/mounted-routes";

/**
 * The routes that server.ts answers beside Next.js, because they are called all the time: the very handlers that
 * Next.js mounts, without its cost for each request.
 */
export const mountedRoutes: readonly MountedRoute[] = [
  { method: "GET", pattern: "/api/tickets", handler: tickets.GET },
  { method: "POST", pattern: "/api/tickets", handler: tickets.POST },
  { method: "GET", pattern: "/api/tickets/[ticket]", handler: ticket.GET },
  { method: "PATCH", pattern: "/api/tickets/[ticket]", handler: ticket.PATCH },
  { method: "GET", pattern: "/api/tickets/[ticket]/comments", handler: comments.GET },
  { method: "POST", pattern: "/api/tickets/[ticket]/comments", handler: comments.POST },
  { method: "POST", pattern: "/api/tickets/[ticket]/read", handler: read.POST },
  // Next.js hands on a body faster than it is written to the disk, so a large upload through it would stand in memory.
  { method: "GET", pattern: "/api/tickets/[ticket]/attachments", handler: attachments.GET },
  { method: "POST", pattern: "/api/tickets/[ticket]/attachments", handler: attachments.POST },
  { method: "GET", pattern: "/api/attachments/[id]", handler: attachment.GET },
  { method: "HEAD", pattern: "/api/attachments/[id]", handler: attachment.HEAD },
];
