import type { Sql } from "@/server/database/database";
import { STATUSES } from "@/shared/protocol/shapes";
import type { Sendable } from "./read-sendable";

/** Something that happened, as requesters and watchers may know it. There is no field for what staff say among themselves. */
export type PublicEntry = { id: string; by: string | null } & (
  | { kind: "reply"; body: string }
  | { kind: "received"; body: string }
  /** `isTheirs`: the reader is who asked, so it is for them to answer. */
  | { kind: "status"; status: (typeof STATUSES)[number]; isTheirs: boolean }
  | { kind: "watching" }
);

interface Row {
  id: string;
  kind: string;
  by: string | null;
  body: string | null;
  status: string | null;
  is_theirs: boolean;
  description: string | null;
}

/**
 * What a mail to the public audience says: answers, states, being made a watcher, and what was filed for them, as they are now; an answer that was deleted
 * is left out. Notes are not asked for: no row of them is read here.
 */
export async function readPublicNews(sql: Sql, things: readonly Sendable[]): Promise<PublicEntry[]> {
  const { rows } = await sql.query<Row>(
    `SELECT m.id, m.kind, a.name AS by, c.body, e.data->'publicChanges'->'status'->>'to' AS status,
       t.requester_id = m.person_id AS is_theirs, x.description
     FROM notification_mails m JOIN events e ON e.id = m.event_id AND e.audience IS DISTINCT FROM 'staff' LEFT JOIN people a ON a.id = e.actor_id
       JOIN tickets t ON t.id = m.ticket_id LEFT JOIN ticket_texts x ON x.ticket_id = m.ticket_id AND m.kind = 'received'
       LEFT JOIN comments c ON c.id = e.subject_id AND NOT c.internal AND c.deleted_at IS NULL
         AND (c.ticket_id = m.ticket_id OR EXISTS (SELECT 1 FROM shared_items s WHERE s.ticket_id = m.ticket_id AND s.item_id = c.id AND s.is_public))
     WHERE m.id = ANY($1::uuid[]) AND m.kind IN ('reply', 'status', 'watching', 'received') ORDER BY e.id`,
    [things.map(({ id }) => id)],
  );
  return rows.flatMap((row): PublicEntry[] => {
    const { id, by } = row;
    const status = STATUSES.find((one) => one === row.status);
    if (row.kind === "reply") {
      return row.body === null ? [] : [{ id, by, kind: "reply", body: row.body }];
    }
    if (row.kind === "status") {
      return status ? [{ id, by, kind: "status", status, isTheirs: row.is_theirs }] : [];
    }
    if (row.kind === "received") {
      return [{ id, by, kind: "received", body: row.description ?? "" }];
    }
    return [{ id, by, kind: "watching" }];
  });
}
