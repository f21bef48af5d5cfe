import { z } from "zod";
import { ROLES } from "@/shared/roles";
import { ticketChangesSchema } from "@/shared/events";
import {
  assignmentRequestSchema,
  announcementSchema,
  LIBRARY_KINDS,
  lookSchema,
  attachmentSchema,
  commentSchema,
  listedTicketSchema,
  presenceSchema,
  PRIORITIES,
  STATUSES,
  personSchema,
  eventNoticeSchema,
  newNotificationSchema,
  notificationsReadEventSchema,
  eventTicketSchema,
  viewerSchema,
} from "./shapes";

/** Fields that are not whole here, such as "comment.body": the API has them whole. */
const cut = z.array(z.string()).optional();

/** The fields of every event about a version of a ticket. */
export const envelopeSchema = z.object({
  eventId: z.string(),
  at: z.iso.datetime(),
  ticketId: z.string(),
  number: z.number().int(),
  /** The version for this receiver: staff count every change, requesters and watchers the public ones. */
  version: z.number().int(),
  actor: z.object({ id: z.string(), name: z.string() }).nullable(),
  cut,
});

/** The payloads of versioned events beside the envelope. */
const contents = {
  ticket: eventTicketSchema,
  changes: ticketChangesSchema,
  /** An account was merged into another of the same person: `to` is the author of what `fromId` wrote and uploaded. */
  merged: z.object({ fromId: z.string(), to: personSchema }),
  comment: commentSchema.nullable(),
  attachment: attachmentSchema.nullable(),
};

const ticketOf = z.object({ ticketId: z.string() });
const someoneTyping = ticketOf.extend({
  /** The public audience sees all staff as one: `{id: null, name: "Support"}`. */
  user: z.object({ id: z.string().nullable(), name: z.string() }),
  internal: z.boolean(),
});
const whyEnded = z.object({ reason: z.string() });

/** The log holds values as an older or newer release wrote them: so their type is checked, not assumed. */
const oneOf = (values: readonly string[]) =>
  z.unknown().refine((value) => values.some((one) => one === value));
const person = z.unknown().refine((value) => personSchema.nullable().safeParse(value).success);

/**
 * Every event that the server sends: its name, its receivers and its payload. `follows` names the event that
 * a derived one comes with, under the same `eventId` and `version`; `log` the row of the log, where that has
 * another name.
 */
export const serverEvents = {
  "ticket:created": {
    to: "staff who may see it; its requester and watchers",
    payload: envelopeSchema.extend({ ticket: contents.ticket }),
  },
  "ticket:updated": {
    to: "staff who may see it; its requester and watchers",
    payload: envelopeSchema.extend({
      ticket: contents.ticket,
      changes: contents.changes,
      /** A change of many tickets: `updatedAt` stays, and nobody has anything new to read. */
      quiet: z.literal(true).optional(),
      merged: contents.merged.optional(),
    }),
  },
  "ticket:statusChanged": {
    to: "as `ticket:updated`",
    follows: "ticket:updated",
    payload: envelopeSchema.extend({ from: oneOf(STATUSES), to: oneOf(STATUSES) }),
  },
  "ticket:priorityChanged": {
    to: "as `ticket:updated`",
    follows: "ticket:updated",
    payload: envelopeSchema.extend({ from: oneOf(PRIORITIES), to: oneOf(PRIORITIES) }),
  },
  "ticket:assigned": {
    to: "as `ticket:updated`",
    follows: "ticket:updated",
    payload: envelopeSchema.extend({ from: person, to: person }),
  },
  "ticket:activity": {
    to: "after any comment or file: staff who may see it, its requester and watchers",
    follows: "comment:*, attachment:*",
    payload: envelopeSchema.extend({ ticket: listedTicketSchema }),
  },
  "ticket:deleted": { to: "everybody who could see it", payload: envelopeSchema },
  "comment:added": {
    to: "who has the ticket open; its requester and watchers; notes staff only",
    payload: envelopeSchema.extend({ comment: contents.comment }),
  },
  "comment:updated": {
    to: "as `comment:added`",
    payload: envelopeSchema.extend({ comment: contents.comment }),
  },
  "comment:deleted": {
    to: "as `comment:added`",
    payload: envelopeSchema.extend({ comment: contents.comment }),
  },
  "attachment:added": {
    to: "as `comment:added`",
    payload: envelopeSchema.extend({ attachment: contents.attachment }),
  },
  "attachment:deleted": {
    to: "as `comment:added`",
    payload: envelopeSchema.extend({ attachment: contents.attachment }),
  },
  "ticket:removed": {
    to: "who just lost access to it",
    payload: ticketOf.extend({ reason: z.enum(["moved", "unwatched"]) }),
  },
  "ticket:read": {
    to: "staff who have it open; the reader's other tabs, if they are staff",
    payload: ticketOf.extend({ userId: z.string(), readVersion: z.number().int() }),
  },
  "ticket:seen": {
    to: "the requester, when staff first opened it",
    payload: ticketOf.extend({ at: z.iso.datetime() }),
  },
  "ticket:viewers": {
    to: "staff who have it open",
    payload: ticketOf.extend({ viewers: z.array(viewerSchema) }),
  },
  "typing:started": { to: "who else has the ticket open; of notes staff only", payload: someoneTyping },
  "typing:stopped": { to: "as `typing:started`", payload: someoneTyping },
  "presence:changed": { to: "staff", payload: presenceSchema },
  "presence:listed": {
    to: "staff, after `session:ready`, where more than 50 are here",
    payload: z.object({ online: z.array(presenceSchema) }),
  },
  "notification:new": {
    to: "that person, in all their tabs",
    log: "notification:added",
    payload: newNotificationSchema,
  },
  "notification:read": {
    to: "that person, in all their tabs",
    payload: notificationsReadEventSchema.extend({ readAt: z.string() }),
  },
  "notification:unread": {
    to: "that person, in all their tabs",
    log: "notification:read",
    payload: notificationsReadEventSchema.extend({ readAt: z.null() }),
  },
  "notification:changed": {
    to: "who may see other notifications than before: fetch them again",
    log: "watcher:added",
    payload: z.object({}),
  },
  "notification:choices": {
    to: "that person, in all their tabs: they chose otherwise what they are notified of; fetch `/api/me` again",
    payload: z.object({}),
  },
  "admin:notice": {
    to: "admins of that organisation",
    log: "notice:added",
    payload: z.object({ notice: eventNoticeSchema, cut }),
  },
  "admin:noticeChanged": {
    to: "admins of that organisation",
    log: "notice:changed",
    payload: z.object({ notice: eventNoticeSchema, cut }),
  },
  "admin:noticesAcknowledged": {
    to: "the admin who did, in all their tabs; without `ids` it was many at once",
    log: "notice:acknowledged",
    payload: z.object({ ids: z.array(z.string()).nullable(), acknowledgedAt: z.string().nullable() }),
  },
  "admin:audited": {
    to: "admins of that organisation; lists of what it is about are fetched again",
    log: "audit:added",
    payload: z.object({
      entryId: z.string(),
      action: z.string(),
      subjectType: z.string(),
      subjectId: z.string().nullable(),
    }),
  },
  "assignment:requested": {
    to: "agents of the ticket's team and admins, who may decide; the one who asked",
    payload: z.object({ request: assignmentRequestSchema, cut }),
  },
  "assignment:decided": {
    to: "as `assignment:requested`; also when it was taken back or is not needed any more",
    payload: z.object({ request: assignmentRequestSchema, cut }),
  },
  "admin:announcementChanged": {
    to: "admins of that organisation; the list of announcements is fetched again",
    log: "announcement:changed",
    payload: z.object({ announcementId: z.string() }),
  },
  "announcement:changed": {
    to: "whom it is for; with null, whom it was for",
    /** Null: it has ended, was deleted, or is for others now. */
    payload: z.object({ announcementId: z.string(), announcement: announcementSchema.nullable(), cut }),
  },
  "announcement:dismissed": {
    to: "that person, in all their tabs",
    payload: z.object({ announcementId: z.string(), revision: z.number().int() }),
  },
  "library:changed": {
    to: "staff who may see it, or might before; the list that it stands in is fetched again",
    payload: z.object({ kind: z.enum(LIBRARY_KINDS), id: z.string() }),
  },
  "organisation:changed": {
    to: "everybody of that organisation, guests too",
    payload: z.object({ organisation: lookSchema, cut }),
  },
  "session:ready": {
    to: "this socket, on every connect, once its rooms are joined",
    payload: z.object({
      user: z.object({
        id: z.string(),
        name: z.string(),
        role: z.enum(ROLES),
        teamIds: z.array(z.string()),
        /** For staff: their own. */
        email: z.string().nullable().optional(),
      }),
      serverVersion: z.string(),
      /** PROTOCOL of the server; two neighbouring ones understand each other. */
      protocol: z.number().int(),
      /** A new epoch means that the database was restored: the client fetches everything afresh. */
      epoch: z.string(),
      /** As in `session:delayed`. */
      isDelayed: z.boolean(),
      unread: z.number().int(),
      /** To staff: who is online. */
      online: z.array(presenceSchema).optional(),
      cut,
    }),
  },
  "session:delayed": {
    to: "all sockets of a process that cannot read what happens, and again when it can",
    payload: z.object({ isDelayed: z.boolean() }),
  },
  "session:ended": {
    to: "sockets of a session that is over, before they are disconnected",
    payload: whyEnded,
  },
  "sessions:changed": {
    to: "that person, in all their tabs: one of their sessions began or ended; fetch them again",
    log: "session:ended",
    payload: z.object({}),
  },
  "account:changed": {
    to: "that person, in all their tabs: how they sign in was changed",
    /** `isOwn`: it was done in the session that receives this. */
    payload: z.object({ change: z.string(), at: z.iso.datetime(), isOwn: z.boolean() }),
  },
  "person:renamed": {
    to: "everybody of that organisation who has an account: put the person in the place of what is shown of them; without `person` fetch it again",
    payload: z.object({ userId: z.string(), person: personSchema.nullable() }),
  },
  "session:changed": {
    to: "sockets whose rights changed, before they are disconnected: come back",
    log: "person:changed",
    payload: whyEnded,
  },
} as const;

/** Versioned events and those derived from them. */
export const TICKET_EVENTS = [
  "ticket:created",
  "ticket:updated",
  "ticket:statusChanged",
  "ticket:priorityChanged",
  "ticket:assigned",
  "ticket:activity",
  "ticket:deleted",
  "comment:added",
  "comment:updated",
  "comment:deleted",
  "attachment:added",
  "attachment:deleted",
] as const satisfies readonly (keyof typeof serverEvents)[];

/** One of these with its name inside, as `ticket:join` and a ticket's history answer it; its fields are those of its event. */
export const versionedEventSchema = envelopeSchema.extend({
  name: z.enum(TICKET_EVENTS),
  ...z.object(contents).partial().shape,
  quiet: z.literal(true).optional(),
  from: z.unknown().optional(),
  to: z.unknown().optional(),
});
