import type { Choices } from "@/features/notification-choices/fields";
import { readChoices } from "@/features/notification-choices/server/read";
import { ticketAudience } from "@/features/tickets/policy";
import type { Priority } from "@/features/tickets/schema";
import { TEAM_IDS } from "@/server/api/session-rows";
import type { Sql } from "@/server/database/database";
import type { Audience } from "@/shared/events";
import type { Role } from "@/shared/roles";
import type { Nameable } from "./read-mentions";

/** A person who may get notifications: active, and no guest. */
export interface Receiver extends Nameable {
  organisation_id: string;
  role: Role;
  team_ids: string[];
  /** How they are notified of what can reach them. */
  choices: Choices;
  /** The name of the one that they chose; null: that of their browser. */
  time_zone: string | null;
}

/** The fields of a ticket that decide who is notified. */
export interface TicketFacts {
  id: string;
  organisation_id: string;
  priority: Priority;
  requester_id: string;
  assignee_id: string | null;
  team_id: string | null;
  team_is_private: boolean;
  /** All watchers. */
  watcher_ids: string[];
  /** The watchers since it was filed; read for new tickets alone. */
  first_watcher_ids: string[];
  /** Staff go on with it in another one, and are notified there. */
  is_merged: boolean;
}

/** The tickets of these ids that still exist, as they are now; `newIds` are those that were just filed. */
export async function readTicketFacts(
  sql: Sql,
  ids: readonly string[],
  newIds: readonly string[],
): Promise<Map<string, TicketFacts>> {
  const { rows } = await sql.query<TicketFacts>(
    `SELECT t.id, t.organisation_id, t.priority, t.requester_id, t.assignee_id, t.team_id, coalesce(tm.is_private, false) AS team_is_private,
       ARRAY(SELECT w.person_id::text FROM watchers w WHERE w.ticket_id = t.id) AS watcher_ids,
       ARRAY(SELECT w.person_id::text FROM watchers w WHERE w.ticket_id = t.id AND t.id = ANY($2::uuid[]) AND NOT EXISTS (
         SELECT 1 FROM events e WHERE e.subject_id = w.person_id AND e.ticket_id = t.id AND e.type = 'watcher:added')) AS first_watcher_ids,
       t.merged_at IS NOT NULL AS is_merged
     FROM tickets t LEFT JOIN teams tm ON tm.id = t.team_id WHERE t.id = ANY($1::uuid[]) AND t.deleted_at IS NULL`,
    [ids, newIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** These people, and all staff of these organisations, as they are now. */
export async function readReceivers(
  sql: Sql,
  of: { personIds: readonly string[]; staffOf: readonly string[] },
): Promise<Map<string, Receiver>> {
  const { rows } = await sql.query<Omit<Receiver, "choices"> & { chosen: unknown }>(
    `SELECT p.id, p.organisation_id, p.role, p.name, p.notification_choices AS chosen, coalesce(nullif(p.preferences->>'timeZone', ''), o.settings->>'timeZone') AS time_zone, CASE WHEN p.email_confirmed_at IS NOT NULL THEN p.email END AS email,
       ${TEAM_IDS} AS team_ids
     FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE p.disabled_at IS NULL AND p.role <> 'guest'
       AND (p.id = ANY($1::uuid[]) OR (p.organisation_id = ANY($2::uuid[]) AND p.role IN ('viewer', 'agent', 'admin')))
     ORDER BY p.id`,
    [of.personIds, of.staffOf],
  );
  return new Map(
    rows.map(({ chosen, ...person }) => {
      const choices = readChoices({ role: person.role, teamIds: person.team_ids }, chosen);
      return [person.id, { ...person, choices }];
    }),
  );
}

/** A comment, as far as it decides who is notified. */
export interface CommentText {
  body: string;
  author_id: string;
  /** The ticket that it was written in: others may show it, too. */
  ticket_id: string;
  internal: boolean;
}

/** The texts of these comments, those that are not deleted; empty where nobody can be mentioned. */
export async function readCommentTexts(sql: Sql, ids: readonly string[]): Promise<Map<string, CommentText>> {
  if (ids.length === 0) {
    return new Map();
  }
  const { rows } = await sql.query<CommentText & { id: string }>(
    `SELECT id, ${ifMentioning("body")} AS body, author_id, ticket_id, internal FROM comments WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The descriptions of these tickets; empty where nobody can be mentioned. */
export async function readDescriptionTexts(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) {
    return new Map();
  }
  const { rows } = await sql.query<{ ticket_id: string; text: string }>(
    `SELECT ticket_id, ${ifMentioning("description")} AS text FROM ticket_texts WHERE ticket_id = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.ticket_id, row.text]));
}

/** The people who were notified before that this comment, or (null) the ticket's description, mentions them. */
export async function readNotifiedOfMention(
  sql: Sql,
  { ticketId, commentId }: { ticketId: string; commentId: string | null },
): Promise<string[]> {
  const { rows } = await sql.query<{ person_id: string }>(
    `SELECT n.person_id FROM notifications n JOIN events e ON e.id = n.event_id
     WHERE n.ticket_id = $1 AND n.kind = 'mention'
       AND (CASE WHEN $2::uuid IS NULL THEN e.type IN ('ticket:created', 'ticket:updated') ELSE e.subject_id = $2 END)`,
    [ticketId, commentId],
  );
  return rows.map((row) => row.person_id);
}

/** Most texts mention nobody: what has neither kind of @ (see mayMention) need not be read. */
function ifMentioning(column: string): string {
  return `CASE WHEN position('@' IN ${column}) > 0 OR position('\uff20' IN ${column}) > 0 THEN ${column} ELSE '' END`;
}

/** The ticket's audience of this person, as `ticketAudience` computes it for an actor. */
export function audienceOf(person: Receiver, ticket: TicketFacts): Audience | null {
  return ticketAudience(
    {
      id: person.id,
      organisationId: person.organisation_id,
      role: person.role,
      teamIds: person.team_ids,
      guestTicketId: null,
    },
    {
      id: ticket.id,
      organisationId: ticket.organisation_id,
      teamId: ticket.team_id,
      teamIsPrivate: ticket.team_is_private,
      requesterId: ticket.requester_id,
      isWatcher: ticket.watcher_ids.includes(person.id),
      isDeleted: false,
    },
  );
}
