import type { Transaction } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { recordTicketChanges } from "./write";

/**
 * Moves all tickets, watches and notifications of one person to another, who turned out to be the same. Each
 * ticket counts a version for it. Returns how many tickets there were.
 */
export async function moveTickets(
  tx: Transaction,
  actor: Pick<Actor, "id" | "organisationId">,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<number> {
  // In one order; other writers lock one ticket at a time and never wait for a second.
  const { rows: filed } = await tx.query<{ id: string; is_deleted: boolean }>(
    "SELECT id, deleted_at IS NOT NULL AS is_deleted FROM tickets WHERE requester_id = $1 ORDER BY id FOR NO KEY UPDATE",
    [fromId],
  );
  const moved = filed.filter((ticket) => !ticket.is_deleted);
  const changes = { requester: { from: fromId, to: toId } };
  const event = { type: "ticket:updated", data: { changes, publicChanges: changes } } as const;
  await recordTicketChanges(
    tx,
    { organisationId: actor.organisationId, actorId: actor.id, at: new Date() },
    { set: { requester_id: toId }, events: new Map(moved.map(({ id }) => [id, event])) },
  );
  await tx.query("UPDATE tickets SET requester_id = $2 WHERE requester_id = $1", [fromId, toId]);
  await tx.query(
    "INSERT INTO watchers (ticket_id, person_id, added_by) SELECT ticket_id, $2, added_by FROM watchers WHERE person_id = $1 ON CONFLICT DO NOTHING",
    [fromId, toId],
  );
  await tx.query("UPDATE watchers SET added_by = $2 WHERE added_by = $1", [fromId, toId]);
  await tx.query("DELETE FROM watchers WHERE person_id = $1", [fromId]);
  await tx.query(
    `UPDATE notifications n SET person_id = $2 WHERE person_id = $1
       AND NOT EXISTS (SELECT 1 FROM notifications o WHERE o.person_id = $2 AND o.event_id = n.event_id AND o.kind = n.kind)`,
    [fromId, toId],
  );
  return moved.length;
}
