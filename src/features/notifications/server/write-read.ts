import type { NotificationsRead, NotificationsReadAnswer } from "@/features/notifications/schema";
import type { Transaction } from "@/server/database/database";
import { sqlTransactionOnce, type RequestKey } from "@/server/api/idempotency";
import type { Actor } from "@/shared/roles";
import { countUnread } from "./read";
import { emitRead } from "./write";

/** Marks some of the actor's notifications as read, or all; foreign ids, and those read already, are skipped. */
export async function readNotifications(
  actor: Actor,
  which: NotificationsRead,
  key: RequestKey | null = null,
): Promise<NotificationsReadAnswer> {
  return await sqlTransactionOnce(key, async (tx) => {
    const at = new Date();
    const ids = await setRead(tx, actor, at, "read_at IS NULL AND ($3::uuid[] IS NULL OR id = ANY($3))", [
      "ids" in which ? which.ids : null,
    ]);
    return { readAt: at.toISOString(), read: ids.length, unread: await countUnread(actor, tx) };
  });
}

/** Marks as unread all that the actor marked as read in one request, by the time in its answer. */
export async function markUnread(
  actor: Actor,
  readAt: string,
  key: RequestKey | null = null,
): Promise<{ unread: number }> {
  return await sqlTransactionOnce(key, async (tx) => {
    await setRead(tx, actor, null, "read_at = $3", [new Date(readAt)]);
    return { unread: await countUnread(actor, tx) };
  });
}

/** In one order, as the log consumer does too: so two that mark the same rows wait for each other. */
async function setRead(
  tx: Transaction,
  actor: Actor,
  readAt: Date | null,
  which: string,
  values: unknown[],
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `UPDATE notifications SET read_at = $2 WHERE id IN (
       SELECT id FROM notifications WHERE person_id = $1 AND ${which} ORDER BY id FOR UPDATE) RETURNING id`,
    [actor.id, readAt, ...values],
  );
  const ids = rows.map((row) => row.id);
  await emitRead(tx, { organisationId: actor.organisationId, personId: actor.id }, ids, readAt);
  return ids;
}
