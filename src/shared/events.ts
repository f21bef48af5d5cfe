import { z } from "zod";
import { ANNOUNCEMENT_AUDIENCES, LIBRARY_KINDS, LIBRARY_SCOPES } from "./protocol/shapes";
import { VERSIONED_EVENTS, type VersionedEventType } from "./versioned-events";

/**
 * The catalogue of the log: every type of event, and the data that its row carries. A new type that
 * realtime/fanout/audience/audience.ts does not handle does not compile.
 *
 * Data holds ids and after-images of short fields. Texts (descriptions, comment bodies) are never in it: they are read
 * when an event is presented, so that a replay cannot bring back what was deleted since.
 */
const change = z.object({ from: z.unknown(), to: z.unknown() });

/**
 * The fields that `ticket:updated` can announce, named as in the ticket's shape; persons and teams stand as ids here. To staff
 * alone: `mergedInto` (of the merged ticket) and `mergedTicket` (of the other) have `{id, number}`, or null; `links` is a link as
 * `{id, kind, direction}`, null before and after it is there: never the other ticket, which not everybody who sees this one may see.
 */
export const ticketChangesSchema = z.partialRecord(
  z.enum([
    "title",
    "description",
    "status",
    "priority",
    "category",
    "assignee",
    "team",
    "tags",
    "dueAt",
    "requester",
    "resolvedAt",
    "closedAt",
    "deletedAt",
    "archivedAt",
    "anonymisedAt",
    "links",
    "mergedAt",
    "mergedInto",
    "mergedTicket",
  ]),
  change,
);

/** What changed in a ticket: by field, the value before and after (ids for assignee, team and requester). */
export type TicketChanges = z.infer<typeof ticketChangesSchema>;

/** Whose something of the library is; null for nobody's: it is new, or deleted. */
const libraryPlace = z
  .object({ scope: z.enum(LIBRARY_SCOPES), teamId: z.string().nullable(), personId: z.string().nullable() })
  .nullable();

/** Ids of people whose names a change of a text added to it; the text itself is never in the log. */
const mentioned = z.array(z.string()).optional();

/** The data of each event type's row in the log. */
export const eventDataSchemas = {
  /** With whom it was assigned to as it was filed. */
  "ticket:created": z.object({ assigneeId: z.string().optional() }),
  /** `changes` as staff see them, `publicChanges` as requester and watchers do. `sight`: the change also changed who may see the ticket. */
  "ticket:updated": z.object({
    changes: ticketChangesSchema,
    publicChanges: ticketChangesSchema,
    sight: z
      .object({ fromPrivateTeamId: z.string().nullable(), toPrivateTeamId: z.string().nullable() })
      .optional(),
    mentioned,
    /** Of many tickets, by a job or an admin: their times stay, and who had read them has read this, too. */
    quiet: z.literal(true).optional(),
    /** An account was merged into another of the same person: what the one wrote and uploaded here is the other's. */
    merged: z.object({ fromId: z.string(), toId: z.string() }).optional(),
  }),
  "ticket:deleted": z.object({}),
  "comment:added": z.object({ commentId: z.string(), internal: z.boolean() }),
  "comment:updated": z.object({ commentId: z.string(), internal: z.boolean(), mentioned }),
  "comment:deleted": z.object({ commentId: z.string(), internal: z.boolean() }),
  "attachment:added": z.object({ attachmentId: z.string(), internal: z.boolean() }),
  "attachment:deleted": z.object({ attachmentId: z.string(), internal: z.boolean() }),
  /** Unversioned from here on. */
  "ticket:read": z.object({ personId: z.string(), version: z.number(), publicVersion: z.number() }),
  "ticket:seen": z.object({}),
  /** `isMerged`: another account of the same person watched it before. */
  "watcher:added": z.object({ personId: z.string(), isMerged: z.boolean().optional() }),
  "watcher:removed": z.object({ personId: z.string() }),
  /** A person has signed in: their other tabs show it in the list of their sessions. */
  "session:started": z.object({ personId: z.string(), sessionId: z.string() }),
  /** A session that ended, or all of a person's: its sockets are notified and disconnected. */
  "session:ended": z.object({
    personId: z.string(),
    sessionId: z.string().nullable(),
    exceptSessionId: z.string().nullable(),
    reason: z.string(),
  }),
  /** Role or teams changed: the person's sockets come back with new rights. */
  "person:changed": z.object({ personId: z.string(), reason: z.enum(["role", "teams"]) }),
  /** A person has another name; `isErased`: their data was erased, and the name tells nothing of them. */
  "person:renamed": z.object({ personId: z.string(), isErased: z.boolean() }),
  /** Something about how a person signs in changed: they are notified, in case that it was not them. */
  "account:changed": z.object({
    personId: z.string(),
    change: z.enum([
      "second_factor_on",
      "second_factor_off",
      "recovery_codes_made",
      "recovery_code_used",
      "passkey_added",
      "passkey_renamed",
      "passkey_removed",
      "passkey_copied",
      "token_made",
      "token_ended",
      "password_changed",
      "signed_in_elsewhere",
      "address_asked",
      "address_added",
      "address_primary",
      "address_removed",
      "address_dropped",
      "accounts_merged",
    ]),
    /** The person's own session that did it, or that was begun; null for an admin, the console. */
    sessionId: z.string().nullable(),
  }),
  /** A team became private or public: agents of the organisation see other tickets now. */
  "team:changed": z.object({ teamId: z.string(), isPrivate: z.boolean() }),
  /** A notice for the organisation's admins. */
  "notice:added": z.object({ noticeId: z.string() }),
  /** A notice's count went up, or its problem is over. */
  "notice:changed": z.object({ noticeId: z.string() }),
  /** An admin acknowledged notices, or (null) took that back, for their other tabs; without ids there were too many to list. */
  "notice:acknowledged": z.object({
    personId: z.string(),
    noticeIds: z.array(z.string()).nullable(),
    acknowledgedAt: z.string().nullable(),
  }),
  /** An entry of the audit was written: what admins look at may be another by now. */
  "audit:added": z.object({
    entryId: z.string(),
    action: z.string(),
    subjectType: z.string(),
    subjectId: z.string().nullable(),
  }),
  /** An agent asks those who may assign the ticket; `personId` is who asked. Counts no version: nothing of the ticket has changed. */
  "assignment:requested": z.object({ requestId: z.string(), personId: z.string() }),
  /** Such a request was approved, declined, taken back, or is not needed any more. */
  "assignment:decided": z.object({ requestId: z.string(), personId: z.string() }),
  /** An announcement began, ended, changed, was deleted or restored. `shownTo`: who was shown it before; null when nobody was. */
  "announcement:changed": z.object({
    announcementId: z.string(),
    shownTo: z.object({ audience: z.enum(ANNOUNCEMENT_AUDIENCES), teamId: z.string().nullable() }).nullable(),
  }),
  /** A person has dismissed an announcement, for their other tabs. */
  "announcement:dismissed": z.object({
    personId: z.string(),
    announcementId: z.string(),
    revision: z.number(),
  }),
  /** Something that staff keep for their work was made, changed or deleted; whose it was before, and whose it is. */
  "library:changed": z.object({
    kind: z.enum(LIBRARY_KINDS),
    itemId: z.string(),
    before: libraryPlace,
    after: libraryPlace,
  }),
  /** An organisation has another name, logo or accent. */
  "organisation:changed": z.object({}),
  /** People get a notification of something that happened on a ticket. */
  "notification:added": z.object({
    receivers: z.array(z.object({ personId: z.string(), notificationId: z.string() })),
  }),
  /** A person has read notifications, or (null) took that back, for their other tabs. */
  "notification:read": z.object({
    personId: z.string(),
    notificationIds: z.array(z.string()),
    readAt: z.string().nullable(),
  }),
  /** A person chose otherwise what they are notified of, and how: their other tabs show it. */
  "notification:choices": z.object({ personId: z.string() }),
} as const;

/** The name of an event in the log. */
export type EventType = keyof typeof eventDataSchemas;

/** The data of an event of type `T`. */
export type EventData<T extends EventType> = z.infer<(typeof eventDataSchemas)[T]>;

/** Whether events of this type count a version. */
export function isVersionedEvent(type: EventType): type is VersionedEventType {
  return VERSIONED_EVENTS.some((versioned) => versioned === type);
}

/** Who sees an event's content: "public" is requester, watchers and staff; "staff" is staff alone. */
export type Audience = "public" | "staff";

/** An event as it stands in the log, read back. */
export type LogEvent = {
  [T in EventType]: {
    id: string;
    type: T;
    organisationId: string;
    audience: Audience | null;
    ticketId: string | null;
    version: number | null;
    publicVersion: number | null;
    actorId: string | null;
    subjectId: string | null;
    data: EventData<T>;
    at: Date;
  };
}[EventType];
