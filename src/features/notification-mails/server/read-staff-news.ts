import type { Sql } from "@/server/database/database";
import { STATUSES } from "@/shared/protocol/shapes";
import type { PublicEntry } from "./read-public-news";
import type { Sendable } from "./read-sendable";

/** Something that happened, as staff may know it. */
export type StaffEntry =
  | PublicEntry
  | ({ id: string; by: string | null } & (
      | { kind: "note"; body: string }
      | { kind: "mention"; body: string; isInternal: boolean }
      | { kind: "created"; body: string }
      | { kind: "assigned" }
      | { kind: "urgent" }
    ));

interface Row {
  id: string;
  kind: string;
  by: string | null;
  is_comment: boolean;
  body: string | null;
  internal: boolean | null;
  description: string | null;
  status: string | null;
  is_theirs: boolean;
}

/** What a mail to staff says, as it is now; a comment that was deleted is left out. For people of the staff audience alone. */
export async function readStaffNews(sql: Sql, things: readonly Sendable[]): Promise<StaffEntry[]> {
  const { rows } = await sql.query<Row>(
    `SELECT m.id, m.kind, a.name AS by, e.type LIKE 'comment:%' AS is_comment, c.body, c.internal, x.description, e.data->'changes'->'status'->>'to' AS status,
       t.requester_id = m.person_id AS is_theirs
     FROM notification_mails m JOIN events e ON e.id = m.event_id JOIN tickets t ON t.id = m.ticket_id LEFT JOIN people a ON a.id = e.actor_id
       LEFT JOIN comments c ON c.id = e.subject_id AND c.deleted_at IS NULL
       LEFT JOIN ticket_texts x ON x.ticket_id = m.ticket_id AND m.kind IN ('created', 'mention') AND e.type NOT LIKE 'comment:%'
     WHERE m.id = ANY($1::uuid[]) ORDER BY e.id`,
    [things.map(({ id }) => id)],
  );
  return rows.flatMap((row) => entryOf(row) ?? []);
}

function entryOf(row: Row): StaffEntry | null {
  const { id, by, body, kind, description } = row;
  const isInternal = row.internal === true;
  switch (kind) {
    case "reply":
      return body === null || isInternal ? null : { id, by, kind, body };
    case "note":
      return body === null ? null : { id, by, kind, body };
    case "mention": {
      const text = row.is_comment ? body : description;
      return text === null ? null : { id, by, kind, body: text, isInternal };
    }
    case "created":
      return { id, by, kind, body: description ?? "" };
    case "status": {
      const status = STATUSES.find((one) => one === row.status);
      return status ? { id, by, kind, status, isTheirs: row.is_theirs } : null;
    }
    case "assigned":
    case "urgent":
    case "watching":
      return { id, by, kind };
    default:
      return null;
  }
}
