import { z } from "zod";
import { LANGUAGES } from "@/messages/locale";
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

/** A ticket that was merged into another, as that one's staff see it there. */
export const mergedTicketSchema = z
  .object({
    id: z.string(),
    number: z.number().int(),
    title: z.string(),
    description: z.string(),
    requester: personSchema,
    createdAt: z.iso.datetime(),
    mergedAt: z.iso.datetime(),
    mergedBy: personSchema.nullable(),
  })
  .meta({ id: "MergedTicket" });

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
    /** Since when it is out of lists and counts: closed for long. A public answer or reopening brings it back. */
    archivedAt: z.iso.datetime().nullable(),
    /** Since when nobody from outside is recognisable in it, and its texts are gone. */
    anonymisedAt: z.iso.datetime().nullable(),
    /** Since when staff go on with it in another ticket: what they answer there comes here, and what is written here reaches them there. */
    mergedAt: z.iso.datetime().nullable(),
    /** The last version that the caller has read, as counted for the caller; absent in events, which go to many. */
    lastReadVersion: z.number().int().optional(),
    /** Whether the caller watches it; absent in events and lists. */
    watching: z.boolean().optional(),
    /** Only in a single ticket, to staff. */
    watchers: z.array(personSchema).optional(),
    /** The ticket that this one follows up on, only in a single ticket and where the caller may see that one too. */
    followUpOf: z.object({ id: z.string(), number: z.number().int(), title: z.string() }).optional(),
    /** The ticket that it was merged into, only in a single ticket and where the caller may see that one too. */
    mergedInto: z.object({ id: z.string(), number: z.number().int(), title: z.string() }).optional(),
    /** The tickets that were merged into it, the earliest filed first; only in a single ticket, to staff. */
    mergedTickets: z.array(mergedTicketSchema).optional(),
  })
  .meta({ id: "Ticket" });

/** A ticket as a list shows it: without its description, which may be long and is read on the ticket's own page. */
export const listedTicketSchema = ticketSchema.omit({ description: true }).meta({ id: "ListedTicket" });

/** A ticket in an event: with its description only where that is new, or short. */
export const eventTicketSchema = ticketSchema.partial({ description: true });

/** A file of a ticket; of a deleted one only the name stays. */
export const attachmentSchema = z
  .object({
    id: z.string(),
    ticketId: z.string(),
    commentId: z.string().nullable(),
    name: z.string(),
    contentType: z.string(),
    /** The encoding of a text that is not in UTF-8, such as "utf-16le" or "windows-1252". */
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

/** A notification of something that happened on a ticket; number and title are the current ones. */
export const notificationSchema = z
  .object({
    id: z.string(),
    kind: z.enum(NOTIFICATION_KINDS),
    ticketId: z.string(),
    number: z.number().int(),
    title: z.string(),
    /** The actor; null when there is none, as with tickets that close by themselves. */
    actor: personSchema.nullable(),
    at: z.string(),
    readAt: z.string().nullable(),
  })
  .meta({ id: "Notification" });

/** The event of a new notification, with the unread count. */
export const newNotificationSchema = z.object({
  notification: notificationSchema,
  unread: z.number().int(),
});

/** The event of notifications that were read, or (without a time) are unread again, with the unread count. */
export const notificationsReadEventSchema = z.object({
  ids: z.array(z.string()),
  readAt: z.string().nullable(),
  unread: z.number().int(),
});

/** The states of an assignment request: it waits, somebody decided it, its author took it back, or its ticket needed it no more. */
export const ASSIGNMENT_REQUEST_STATES = ["pending", "approved", "declined", "withdrawn", "expired"] as const;

/** Somebody of staff who may not assign a ticket asks those who may. For the staff side alone. */
export const assignmentRequestSchema = z
  .object({
    id: z.string(),
    ticketId: z.string(),
    number: z.number().int(),
    /** The ticket's title as it is now. */
    title: z.string(),
    requestedBy: personSchema,
    assignee: personSchema,
    note: z.string().nullable(),
    state: z.enum(ASSIGNMENT_REQUEST_STATES),
    /** Who approved or declined it, took it back, or changed its ticket so that it expired. */
    decidedBy: personSchema.nullable(),
    reason: z.string().nullable(),
    requestedAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "AssignmentRequest" });

/** The level of a notice: to know, to look into, to act on. */
export const NOTICE_LEVELS = ["info", "warning", "critical"] as const;

/** The kinds of notices. */
export const NOTICE_KINDS = [
  "ticket_urgent",
  "ticket_waiting",
  "sign_in_attack",
  "delivery_lag",
  "processes_changed",
  "process_vanished",
  "job_failed",
  "storage_quota",
  "mail_unsent",
  "mail_held",
  "sign_in_away",
  "directory_doubted",
  "disk_full",
  "weak_password",
  "proxy_untold",
  "demo_exposed",
  "log_unreadable",
  "webhook_disabled",
] as const;

/** A notice as admins receive it by socket; `endedAt` is when its problem was over. */
export const eventNoticeSchema = z.object({
  id: z.string(),
  level: z.enum(NOTICE_LEVELS),
  kind: z.enum(NOTICE_KINDS),
  message: z.string(),
  /** A page of this help desk, or null. */
  link: z.string().nullable(),
  at: z.string(),
  endedAt: z.string().nullable(),
});

/** Whose something of the library is: one person's own, a team's, or the organisation's. */
export const LIBRARY_SCOPES = ["mine", "team", "organisation"] as const;

/** What staff keep for their work. */
export const LIBRARY_KINDS = ["cannedReply", "view", "macro"] as const;

/** One of them. */
export type LibraryKind = (typeof LIBRARY_KINDS)[number];

/** Whom an announcement is for: everybody with an account, those who ask, staff, or the members of one team. */
export const ANNOUNCEMENT_AUDIENCES = ["everybody", "requesters", "staff", "team"] as const;

/** An announcement as those read it whom it is for. */
export const announcementSchema = z
  .object({
    id: z.string(),
    level: z.enum(NOTICE_LEVELS),
    /** One line of plain text. */
    message: z.string(),
    /** An https address, or a path of this help desk. */
    link: z.string().nullable(),
    startsAt: z.string(),
    endsAt: z.string().nullable(),
    /** Goes up with what people read. */
    revision: z.number().int(),
    /** Whether this person has dismissed it as it stands. */
    isDismissed: z.boolean(),
  })
  .meta({ id: "Announcement" });

/** What an organisation says about languages. */
export const languageFields = {
  /** What people read who chose no language; null: what their browser asks for. */
  language: z.enum(LANGUAGES).nullable(),
  /** The languages that can be chosen. */
  languages: z.array(z.enum(LANGUAGES)),
};

/** How an organisation looks to everybody, also before signing in. */
export const lookSchema = z
  .object({
    name: z.string(),
    /** Where its logo is read, an address that changes with the logo; null without one. */
    logoUrl: z.string().nullable(),
    /** "#rrggbb"; null: the accent of the product. */
    accent: z.string().nullable(),
  })
  .meta({ id: "OrganisationLook" });

/** How an organisation looks. */
export type LookDto = z.infer<typeof lookSchema>;

/** A person's presence, as staff see it: active, connected but away, or offline. */
export const presenceSchema = z.object({
  userId: z.string(),
  status: z.enum(["online", "away", "offline"]),
  /** When they were last active. */
  lastSeenAt: z.string(),
});

/** A person who has a ticket open, as staff see it. */
export const viewerSchema = z.object({
  userId: z.string(),
  name: z.string(),
  state: z.enum(["viewing", "typing", "away"]),
});
