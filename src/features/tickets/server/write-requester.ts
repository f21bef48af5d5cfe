import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import type { Actor } from "@/shared/roles";

interface MovedTicket {
  id: string;
  version: number;
  public_version: number;
}

/**
 * Gives all tickets that one person filed, and what that person watches and was told, to another: they have turned out
 * to be the same. Each ticket counts a version for it. Returns how many there were.
 */
export async function giveTickets(
  tx: Transaction,
  actor: Actor,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<number> {
  const at = new Date();
  // In one order, as other writers lock one ticket at a time and never wait for a second.
  await tx.query("SELECT 1 FROM tickets WHERE requester_id = $1 ORDER BY id FOR NO KEY UPDATE", [fromId]);
  const { rows } = await tx.query<MovedTicket>(
    `UPDATE tickets SET requester_id = $2, version = version + 1, public_version = public_version + 1, updated_at = $3, public_updated_at = $3
     WHERE requester_id = $1 AND deleted_at IS NULL RETURNING id, version, public_version`,
    [fromId, toId, at],
  );
  await tx.query("UPDATE tickets SET requester_id = $2 WHERE requester_id = $1", [fromId, toId]);
  for (const ticket of rows) {
    const changes = { requester: { from: fromId, to: toId } };
    await emit(tx, {
      type: "ticket:updated",
      organisationId: actor.organisationId,
      actorId: actor.id,
      audience: "public",
      ticketId: ticket.id,
      version: ticket.version,
      publicVersion: ticket.public_version,
      at,
      data: { changes, publicChanges: changes },
    });
  }
  await tx.query(
    "INSERT INTO watchers (ticket_id, person_id) SELECT ticket_id, $2 FROM watchers WHERE person_id = $1 ON CONFLICT DO NOTHING",
    [fromId, toId],
  );
  await tx.query("DELETE FROM watchers WHERE person_id = $1", [fromId]);
  await tx.query(
    `UPDATE notifications n SET person_id = $2 WHERE person_id = $1
       AND NOT EXISTS (SELECT 1 FROM notifications o WHERE o.person_id = $2 AND o.event_id = n.event_id AND o.kind = n.kind)`,
    [fromId, toId],
  );
  return rows.length;
}
