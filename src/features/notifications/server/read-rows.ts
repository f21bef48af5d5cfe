import { personJson } from "@/features/users/server/present";
import { visibleToPerson } from "@/features/ticket-record/server/read-visibility";
import { STAFF_KINDS } from "@/features/notifications/policy";
import type { Sql } from "@/server/database/database";
import type { NotificationRow } from "./present";

/** The columns of a NotificationRow, of a `notifications` aliased `n` that is joined with who caused it, `a`. */
export const NOTIFICATION_COLUMNS = `n.id, n.person_id, n.kind, n.ticket_id, CASE WHEN a.id IS NOT NULL THEN ${personJson("a")} END AS actor, n.created_at, n.read_at`;

/** Notifications `n` with their receiver `p`, and their ticket `t` with its team `tm`, for IS_VISIBLE. */
export const WITH_TICKET =
  "notifications n JOIN people p ON p.id = n.person_id JOIN tickets t ON t.id = n.ticket_id LEFT JOIN teams tm ON tm.id = t.team_id";

const IS_PUBLIC = `n.kind NOT IN (${STAFF_KINDS.map((kind) => `'${kind}'`).join(", ")})`;

/**
 * `maySeeNotification` with `ticketAudience` as SQL over WITH_TICKET, for the receiver by current rights:
 * notifications of a ticket that they may not see any more are hidden.
 */
export const IS_VISIBLE = visibleToPerson(IS_PUBLIC);

/** Reads notifications by their ids, as they are now. Checks no permission: callers do. */
export async function readNotificationRows(sql: Sql, ids: readonly string[]): Promise<NotificationRow[]> {
  if (ids.length === 0) {
    return [];
  }
  const { rows } = await sql.query<NotificationRow>(
    `SELECT ${NOTIFICATION_COLUMNS} FROM notifications n LEFT JOIN people a ON a.id = n.actor_id WHERE n.id = ANY($1::uuid[])`,
    [ids],
  );
  return rows;
}

/** How many notifications each of these people has not read, of what they may see. */
export async function countUnreadOf(sql: Sql, personIds: readonly string[]): Promise<Map<string, number>> {
  if (personIds.length === 0) {
    return new Map();
  }
  const { rows } = await sql.query<{ person_id: string; unread: number }>(
    `SELECT n.person_id, count(*)::int AS unread FROM ${WITH_TICKET}
     WHERE n.person_id = ANY($1::uuid[]) AND n.read_at IS NULL AND ${IS_VISIBLE} GROUP BY n.person_id`,
    [personIds],
  );
  const counted = new Map(rows.map((row) => [row.person_id, row.unread]));
  return new Map(personIds.map((id) => [id, counted.get(id) ?? 0]));
}
