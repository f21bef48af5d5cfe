import { v7 } from "uuid";
import type { NotificationKind } from "@/features/notifications/schema";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import type { LogEvent } from "@/shared/events";

/** The most in one statement, and in one event of the log. */
const BATCH = 200;

/** An event that people are notified of. */
export type NotifiedEvent = Pick<LogEvent, "id" | "organisationId" | "actorId" | "version" | "at"> & {
  ticketId: string;
};

/**
 * Notifies these people of an event, each with one kind: writes a row for each, and events of the log that
 * name them. For people who have read the ticket that far, the row is read already; people who have one
 * already get no second. Returns how many are new.
 */
export async function addNotifications(
  tx: Transaction,
  event: NotifiedEvent,
  receivers: ReadonlyMap<string, NotificationKind>,
): Promise<number> {
  const all = [...receivers];
  let added = 0;
  for (let start = 0; start < all.length; start += BATCH) {
    added += await addBatch(tx, event, all.slice(start, start + BATCH));
  }
  return added;
}

/**
 * Marks this person's notifications of a ticket as read, up to `version` (as staff count), and those without
 * a version. Returns how many there were.
 */
export async function readUpTo(
  tx: Transaction,
  about: { organisationId: string; personId: string; ticketId: string; version: number },
): Promise<number> {
  const at = new Date();
  const { rows } = await tx.query<{ id: string }>(
    `UPDATE notifications SET read_at = $4 WHERE id IN (
       SELECT n.id FROM notifications n LEFT JOIN events e ON e.id = n.event_id
       WHERE n.person_id = $1 AND n.ticket_id = $2 AND n.read_at IS NULL AND coalesce(e.version, 0) <= $3
       ORDER BY n.id FOR UPDATE OF n) RETURNING id`,
    [about.personId, about.ticketId, about.version, at],
  );
  await emitRead(
    tx,
    about,
    rows.map((row) => row.id),
    at,
  );
  return rows.length;
}

/** Writes the event that this person has read these, or (null) marked them unread, for their tabs. */
export async function emitRead(
  tx: Transaction,
  about: { organisationId: string; personId: string },
  notificationIds: readonly string[],
  readAt: Date | null,
): Promise<void> {
  const { organisationId, personId } = about;
  for (let start = 0; start < notificationIds.length; start += BATCH) {
    const ids = notificationIds.slice(start, start + BATCH);
    await emit(tx, {
      type: "notification:read",
      organisationId,
      actorId: personId,
      data: { personId, notificationIds: ids, readAt: readAt?.toISOString() ?? null },
    });
  }
}

async function addBatch(
  tx: Transaction,
  event: NotifiedEvent,
  batch: readonly (readonly [personId: string, kind: NotificationKind])[],
): Promise<number> {
  const { rows } = await tx.query<{ notificationId: string; personId: string }>(
    `INSERT INTO notifications (id, person_id, kind, ticket_id, event_id, actor_id, created_at, read_at)
     SELECT g.id, g.person_id, g.kind, $4, $5, $6, $7, CASE WHEN r.version >= $8::int THEN now() END
     FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS g(id, person_id, kind)
     LEFT JOIN reads r ON r.ticket_id = $4 AND r.person_id = g.person_id
     ON CONFLICT (person_id, event_id, kind) DO NOTHING RETURNING id AS "notificationId", person_id AS "personId"`,
    [
      batch.map(() => v7()),
      batch.map(([personId]) => personId),
      batch.map(([, kind]) => kind),
      event.ticketId,
      event.id,
      event.actorId,
      event.at,
      event.version,
    ],
  );
  if (rows.length > 0) {
    const { organisationId, actorId, ticketId } = event;
    await emit(tx, {
      type: "notification:added",
      organisationId,
      actorId,
      ticketId,
      data: { receivers: rows },
    });
  }
  return rows.length;
}
