import type { AssignmentRequestRow } from "@/features/assignment-requests/server/present";
import { readAssignmentRequestRows } from "@/features/assignment-requests/server/read-rows";
import {
  readAnnouncementRows,
  readDismissers,
  type AnnouncementRow,
  type Dismisser,
} from "@/features/announcements/server/read-rows";
import { readLookRows, type LookRow } from "@/features/organisations/server/read-look";
import { presentAttachment, type AttachmentRow } from "@/features/attachments/server/present";
import { readAttachmentRows, readAttachmentsOfComments } from "@/features/attachments/server/read";
import type { CommentRow } from "@/features/comments/server/present";
import { readCommentRows } from "@/features/comments/server/read";
import type { NoticeRow } from "@/features/notices/server/present";
import { readNoticeRows } from "@/features/notices/server/read-rows";
import type { NotificationRow } from "@/features/notifications/server/present";
import { countUnreadOf, readNotificationRows } from "@/features/notifications/server/read-rows";
import { readSharedTo } from "@/features/ticket-record/server/read-shared";
import { seesAsStaff } from "@/features/tickets/policy";
import { readDescriptions, readListedRows, type ListedRow } from "@/features/tickets/server/read-row";
import { personJson, type PersonRow } from "@/features/users/server/present";
import { TEAM_IDS } from "@/server/api/session-rows";
import type { Sql } from "@/server/database/database";
import type { Audience, LogEvent } from "@/shared/events";
import type { Role } from "@/shared/roles";
import { readPastTeams, teamsOfPast, type PastTeams } from "@/realtime/access/past-teams";

/** A ticket's requester or watcher, and which audience they belong to. */
export interface Participant {
  personId: string;
  role: Role;
  teamIds: string[];
  audience: Audience;
}

/** The entities that a batch of events refers to, read once for the batch, as they are now. */
export interface EventEntities {
  tickets: Map<string, ListedRow>;
  /** The descriptions of tickets that were filed or changed. */
  descriptions: Map<string, string>;
  /** Requester and watchers of each ticket. */
  participants: Map<string, Participant[]>;
  comments: Map<string, CommentRow>;
  attachments: Map<string, AttachmentRow>;
  filesOfComment: Map<string, AttachmentRow[]>;
  /** The tickets that show comments or files of others, by `sharedKey`: true where the public audience sees them there. */
  shared: Map<string, boolean>;
  people: Map<string, PersonRow & { team_ids: string[] }>;
  teams: Map<string, { id: string; name: string; is_private: boolean }>;
  /** The earlier teams of tickets whose tags are in public events. */
  pastTeams: PastTeams;
  notices: Map<string, NoticeRow>;
  assignmentRequests: Map<string, AssignmentRequestRow>;
  announcements: Map<string, AnnouncementRow>;
  /** How organisations look, by their ids. */
  looks: Map<string, LookRow>;
  /** Who of the people who are connected here has dismissed these announcements as they stand. */
  dismissers: Dismisser[];
  /** The notifications of people who are connected here; the same goes for their unread counts. */
  notifications: Map<string, NotificationRow>;
  unread: Map<string, number>;
}

/**
 * Reads the entities that these events refer to: a handful of queries however many events there are. What
 * belongs to one person is read only for people who `isHere` says are connected: a client that connects later
 * fetches it.
 */
export async function loadEntities(
  sql: Sql,
  events: readonly LogEvent[],
  isHere: (personId: string) => boolean = () => true,
): Promise<EventEntities> {
  const ticketIds = unique(events.flatMap((event) => event.ticketId ?? []));
  const commentIds = unique(
    events.flatMap((event) => ("commentId" in event.data ? event.data.commentId : [])),
  );
  const attachmentIds = unique(
    events.flatMap((event) => ("attachmentId" in event.data ? event.data.attachmentId : [])),
  );
  const noticeIds = unique(events.flatMap((event) => ("noticeId" in event.data ? event.data.noticeId : [])));
  const requestIds = unique(
    events.flatMap((event) => ("requestId" in event.data ? event.data.requestId : [])),
  );
  const announcementIds = unique(
    events.flatMap((event) => (event.type === "announcement:changed" ? event.data.announcementId : [])),
  );
  const notified = events.flatMap(notifiedBy).filter(({ personId }) => isHere(personId));
  const tickets = byId(await readListedRows(ticketIds, sql));
  const files = await readAttachmentsOfComments(commentIds, sql);
  const comments = byId(await readCommentRows(commentIds, sql));
  const attachments = byId(await readAttachmentRows(attachmentIds, sql));
  const foreign = events.flatMap(({ subjectId, ticketId }) => {
    const home = subjectId && (comments.get(subjectId) ?? attachments.get(subjectId))?.ticket_id;
    return home && home !== ticketId ? subjectId : [];
  });
  const pastTeams = await readPastTeams(sql, events);
  return {
    tickets,
    descriptions: await readDescriptions(unique(events.flatMap(describedBy)), sql),
    participants: await readParticipants(sql, [...tickets.values()]),
    comments,
    attachments,
    shared: new Map(
      (await readSharedTo(sql, unique(foreign))).map((one) => [
        sharedKey(one.ticket_id, one.item_id),
        one.is_public,
      ]),
    ),
    filesOfComment: new Map(commentIds.map((id) => [id, files.filter((file) => file.comment_id === id)])),
    people: await readPeople(
      sql,
      unique([...events.flatMap(peopleOf), ...notified.map((one) => one.personId)]),
    ),
    teams: await readTeams(sql, unique([...events.flatMap(teamsOf), ...teamsOfPast(pastTeams)])),
    pastTeams,
    notices: byId(await readNoticeRows(sql, noticeIds)),
    assignmentRequests: byId(await readAssignmentRequestRows(sql, requestIds)),
    looks: byId(
      await readLookRows(
        sql,
        unique(
          events.flatMap(({ type, organisationId }) =>
            type === "organisation:changed" ? organisationId : [],
          ),
        ),
      ),
    ),
    announcements: byId(await readAnnouncementRows(sql, announcementIds)),
    dismissers: (await readDismissers(sql, announcementIds)).filter(({ personId }) => isHere(personId)),
    notifications: byId(
      await readNotificationRows(sql, unique(notified.flatMap((one) => one.notificationId ?? []))),
    ),
    unread: await countUnreadOf(sql, unique(notified.map((one) => one.personId))),
  };
}

/** Names an item as it is shown in a ticket. */
function sharedKey(ticketId: string, subjectId: string): string {
  return `${ticketId} ${subjectId}`;
}

/**
 * A comment or file as a ticket's audience may still see it there: one of another ticket that is not shown in this one any more is,
 * to this one, deleted.
 */
export function shownIn<Item extends { id: string; ticket_id: string; deleted_at: Date | null }>(
  entities: EventEntities,
  ticketId: string,
  item: Item | undefined,
  audience: Audience,
): Item | undefined {
  if (!item || item.ticket_id === ticketId) {
    return item;
  }
  const isPublic = entities.shared.get(sharedKey(ticketId, item.id));
  const isShown = isPublic !== undefined && (audience === "staff" || isPublic);
  return isShown ? item : { ...item, deleted_at: item.deleted_at ?? new Date(0) };
}

/** The files of a comment as one audience sees them. */
export function filesFor(
  entities: EventEntities,
  commentId: string,
  audience: Audience,
): ReturnType<typeof presentAttachment>[] {
  const files = entities.filesOfComment.get(commentId) ?? [];
  return files
    .filter((file) => audience === "staff" || !file.internal)
    .map((file) => presentAttachment(file, audience));
}

async function readParticipants(sql: Sql, tickets: ListedRow[]): Promise<Map<string, Participant[]>> {
  if (tickets.length === 0) {
    return new Map();
  }
  const { rows } = await sql.query<{ ticket_id: string; person_id: string; role: Role; team_ids: string[] }>(
    `SELECT s.ticket_id, p.id AS person_id, p.role, ${TEAM_IDS} AS team_ids
     FROM (SELECT id AS ticket_id, requester_id AS person_id FROM tickets WHERE id = ANY($1::uuid[])
       UNION SELECT ticket_id, person_id FROM watchers WHERE ticket_id = ANY($1::uuid[])) s
     JOIN people p ON p.id = s.person_id`,
    [tickets.map((ticket) => ticket.id)],
  );
  return new Map(
    tickets.map((ticket) => [
      ticket.id,
      rows
        .filter((row) => row.ticket_id === ticket.id)
        .map((row) => ({
          personId: row.person_id,
          role: row.role,
          teamIds: row.team_ids,
          audience: audienceOf(row, ticket),
        })),
    ]),
  );
}

function audienceOf(person: { role: Role; team_ids: string[] }, ticket: ListedRow): Audience {
  const facts = { teamId: ticket.team_id, teamIsPrivate: ticket.team?.is_private ?? false };
  return seesAsStaff({ role: person.role, teamIds: person.team_ids }, facts) ? "staff" : "public";
}

async function readPeople(sql: Sql, ids: string[]): Promise<EventEntities["people"]> {
  if (ids.length === 0) {
    return new Map();
  }
  const { rows } = await sql.query<{ person: PersonRow; team_ids: string[] }>(
    `SELECT ${personJson("p")} AS person, ${TEAM_IDS} AS team_ids
     FROM people p WHERE p.id = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.person.id, { ...row.person, team_ids: row.team_ids }]));
}

async function readTeams(sql: Sql, ids: string[]): Promise<EventEntities["teams"]> {
  if (ids.length === 0) {
    return new Map();
  }
  const { rows } = await sql.query<{ id: string; name: string; is_private: boolean }>(
    "SELECT id, name, is_private FROM teams WHERE id = ANY($1::uuid[])",
    [ids],
  );
  return byId(rows);
}

/** The ticket whose description may come along with this event. */
function describedBy(event: LogEvent): string[] {
  const isTicket = event.type === "ticket:created" || event.type === "ticket:updated";
  return isTicket && event.ticketId ? [event.ticketId] : [];
}

function peopleOf(event: LogEvent): string[] {
  const changed =
    event.type === "ticket:updated" ? [event.data.changes.assignee, event.data.changes.requester] : [];
  const subjects = "personId" in event.data ? [event.data.personId] : [];
  const kept = event.type === "ticket:updated" ? event.data.merged?.toId : undefined;
  return [
    event.actorId,
    kept,
    ...subjects,
    ...changed.flatMap((change) => [change?.from, change?.to]),
  ].filter((id) => typeof id === "string");
}

/** The people whose notifications this event changes. */
function notifiedBy(event: LogEvent): { personId: string; notificationId?: string }[] {
  switch (event.type) {
    case "notification:added":
      return event.data.receivers;
    case "notification:read":
      return [{ personId: event.data.personId }];
    default:
      return [];
  }
}

function teamsOf(event: LogEvent): string[] {
  const change = event.type === "ticket:updated" ? event.data.changes.team : undefined;
  return [change?.from, change?.to].filter((id) => typeof id === "string");
}

function byId<T extends { id: string }>(rows: T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

function unique(ids: string[]): string[] {
  return [...new Set(ids)];
}
