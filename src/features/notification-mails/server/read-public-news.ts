import type { Sql } from "@/server/database/database";
import { STATUSES } from "@/shared/protocol/shapes";
import type { Sendable } from "./read-sendable";

/** Something that happened, as requesters and watchers may know it. There is no field for what staff say among themselves. */
export type PublicEntry = { id: string; by: string | null } & (
  | { kind: "reply"; body: string }
  | { kind: "status"; status: (typeof STATUSES)[number] }
  | { kind: "watching" }
);

interface Row {
  id: string;
  kind: string;
  by: string | null;
  body: string | null;
  status: string | null;
}

/**
 * What a mail to the public audience says: answers, states, and being made a watcher, as they are now; an answer that was deleted
 * is left out. Notes are not asked for: no row of them is read here.
 */
export async function readPublicNews(sql: Sql, things: readonly Sendable[]): Promise<PublicEntry[]> {
  const { rows } = await sql.query<Row>(
    `SELECT m.id, m.kind, a.name AS by, c.body, e.data->'publicChanges'->'status'->>'to' AS status
     FROM notification_mails m JOIN events e ON e.id = m.event_id AND e.audience IS DISTINCT FROM 'staff' LEFT JOIN people a ON a.id = e.actor_id
       LEFT JOIN comments c ON c.id = e.subject_id AND NOT c.internal AND c.deleted_at IS NULL
     WHERE m.id = ANY($1::uuid[]) AND m.kind IN ('reply', 'status', 'watching') ORDER BY e.id`,
    [things.map(({ id }) => id)],
  );
  return rows.flatMap((row): PublicEntry[] => {
    const { id, by } = row;
    const status = STATUSES.find((one) => one === row.status);
    if (row.kind === "reply") {
      return row.body === null ? [] : [{ id, by, kind: "reply", body: row.body }];
    }
    if (row.kind === "status") {
      return status ? [{ id, by, kind: "status", status }] : [];
    }
    return [{ id, by, kind: "watching" }];
  });
}
