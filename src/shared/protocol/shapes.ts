import { z } from "zod";
import { ROLES } from "@/shared/roles";

/** The shapes that answers and events have in common. A noun's schema.ts passes its own on under the same names. */

/** The states of a ticket, in the order of its life. */
export const STATUSES = ["open", "in_progress", "waiting", "resolved", "closed"] as const;
/** The priorities of a ticket, from the least to the most pressing. */
export const PRIORITIES = ["low", "medium", "high", "urgent"] as const;

/** A person as others see them; `email` only to staff, admins and themselves. */
export const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    avatarUrl: z.string().nullable(),
    email: z.string().nullable().optional(),
  })
  .meta({ id: "Person" });

/** A team as pickers and tickets show it. */
export const teamSchema = z
  .object({ id: z.string(), name: z.string(), isPrivate: z.boolean() })
  .meta({ id: "Team" });

/** A ticket as its caller may see it: counts, version, updatedAt, team and tags are those of the caller's audience. */
export const ticketSchema = z
  .object({
    id: z.string(),
    number: z.number().int(),
    version: z.number().int(),
    title: z.string(),
    description: z.string(),
    status: z.enum(STATUSES),
    priority: z.enum(PRIORITIES),
    category: z.string(),
    team: teamSchema.nullable(),
    tags: z.array(z.string()),
    requester: personSchema,
    assignee: personSchema.nullable(),
    commentCount: z.number().int(),
    attachmentCount: z.number().int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    dueAt: z.iso.datetime().nullable(),
    firstResponseAt: z.iso.datetime().nullable(),
    seenAt: z.iso.datetime().nullable(),
    resolvedAt: z.iso.datetime().nullable(),
    closedAt: z.iso.datetime().nullable(),
    /** Up to where the caller has seen it, in the caller's counting; absent in events, which go to many. */
    lastReadVersion: z.number().int().optional(),
    /** Whether the caller watches it; absent in events and lists. */
    watching: z.boolean().optional(),
    /** Only in a single ticket, to staff. */
    watchers: z.array(personSchema).optional(),
    /** The ticket that this one goes on from, only in a single ticket and where the caller may see that one too. */
    followUpOf: z.object({ id: z.string(), number: z.number().int(), title: z.string() }).optional(),
  })
  .meta({ id: "Ticket" });

/** A ticket as a list shows it: without its description, which may be long and is read on the ticket's own page. */
export const listedTicketSchema = ticketSchema.omit({ description: true }).meta({ id: "ListedTicket" });

/** A ticket as an event tells of it: its description comes along only where it is new, or short. */
export const toldTicketSchema = ticketSchema.partial({ description: true });

/** A file of a ticket; of a deleted one only the name stays. */
export const attachmentSchema = z
  .object({
    id: z.string(),
    ticketId: z.string(),
    commentId: z.string().nullable(),
    name: z.string(),
    contentType: z.string(),
    /** Of a text that is not in UTF-8: how it is written, such as "utf-16le" or "windows-1252". */
    charset: z.string().optional(),
    /** Bytes. */
    size: z.number().int(),
    internal: z.boolean(),
    uploader: personSchema,
    createdAt: z.iso.datetime(),
    deletedAt: z.iso.datetime().nullable(),
    hasThumbnail: z.boolean(),
  })
  .meta({ id: "Attachment" });

/** A comment as its reader may see it; of a deleted one the body is empty and `deletedAt` set. */
export const commentSchema = z
  .object({
    id: z.string(),
    ticketId: z.string(),
    author: personSchema,
    /** Markdown source. */
    body: z.string(),
    internal: z.boolean(),
    createdAt: z.iso.datetime(),
    editedAt: z.iso.datetime().nullable(),
    deletedAt: z.iso.datetime().nullable(),
    attachments: z.array(attachmentSchema),
  })
  .meta({ id: "Comment" });

/** What a notification can be about. */
export const NOTIFICATION_KINDS = [
  "created",
  "assigned",
  "reply",
  "note",
  "mention",
  "status",
  "urgent",
  "watching",
] as const;

/** Something that happened on a ticket and that its receiver should know; number and title are those of now. */
export const notificationSchema = z
  .object({
    id: z.string(),
    kind: z.enum(NOTIFICATION_KINDS),
    ticketId: z.string(),
    number: z.number().int(),
    title: z.string(),
    /** Who did it; null when nobody did, as with tickets that close by themselves. */
    actor: personSchema.nullable(),
    at: z.string(),
    readAt: z.string().nullable(),
  })
  .meta({ id: "Notification" });

/** What tells of a new notification: with it so many are unread. */
export const toldNotificationSchema = z.object({
  notification: notificationSchema,
  unread: z.number().int(),
});

/** What tells that notifications were read, or (without a time) are unread again, and how many are left. */
export const toldReadSchema = z.object({
  ids: z.array(z.string()),
  readAt: z.string().nullable(),
  unread: z.number().int(),
});

/** How much a notice matters: to know, to look into, to act on. */
export const NOTICE_LEVELS = ["info", "warning", "critical"] as const;

/** What notices are about. */
export const NOTICE_KINDS = [
  "ticket_urgent",
  "ticket_waiting",
  "sign_in_attack",
  "delivery_lag",
  "processes_changed",
  "process_vanished",
  "job_failed",
  "storage_quota",
  "disk_full",
  "weak_password",
  "proxy_untold",
  "demo_exposed",
  "log_unreadable",
] as const;

/** A notice as admins are told of it by socket; `endedAt` is when what it tells of was over. */
export const toldNoticeSchema = z.object({
  id: z.string(),
  level: z.enum(NOTICE_LEVELS),
  kind: z.enum(NOTICE_KINDS),
  message: z.string(),
  /** A page of this help desk, or null. */
  link: z.string().nullable(),
  at: z.string(),
  endedAt: z.string().nullable(),
});

/** How somebody is here, as staff are told: at the desk, connected but away from it, or gone. */
export const presenceSchema = z.object({
  userId: z.string(),
  status: z.enum(["online", "away", "offline"]),
  /** When they were last known to be at the desk. */
  lastSeenAt: z.string(),
});

/** Somebody who has a ticket open, as staff are told. */
export const viewerSchema = z.object({
  userId: z.string(),
  name: z.string(),
  state: z.enum(["viewing", "typing", "away"]),
});
