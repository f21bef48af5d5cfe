import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import type { TicketChanges } from "@/shared/events";

/** The changes of a ticket after which a request to assign it may be needless. */
const ENDING: readonly (keyof TicketChanges)[] = ["assignee", "status", "team", "deletedAt"];

/** Whether an event of a ticket may leave a pending assignment request without a purpose. */
export function mayEndRequests(event: { type: string; data: object }): boolean {
  const changes = "changes" in event.data ? Object.keys(Object(event.data.changes)) : [];
  return event.type === "ticket:deleted" || ENDING.some((field) => changes.includes(field));
}

/**
 * Ends the pending assignment requests that a change of their tickets left without a purpose: the ticket has that assignee
 * now, is closed or deleted, or is in another team, so that others would decide. Call it after the change, in its transaction.
 */
export async function expireRequests(
  tx: Transaction,
  by: { organisationId: string; actorId: string | null; at: Date },
  ticketIds: readonly string[],
): Promise<void> {
  const { rows } = await tx.query<{ id: string; ticket_id: string; requested_by: string }>(
    `UPDATE assignment_requests r SET state = 'expired', decided_by = $2, decided_at = $3 FROM tickets t
     WHERE r.ticket_id = ANY($1::uuid[]) AND r.state = 'pending' AND t.id = r.ticket_id
       AND (t.assignee_id = r.assignee_id OR t.status = 'closed' OR t.deleted_at IS NOT NULL OR t.team_id IS DISTINCT FROM r.team_id)
     RETURNING r.id, r.ticket_id, r.requested_by`,
    [ticketIds, by.actorId, by.at],
  );
  for (const row of rows) {
    await emit(tx, {
      type: "assignment:decided",
      ...by,
      audience: "staff",
      ticketId: row.ticket_id,
      subjectId: row.id,
      data: { requestId: row.id, personId: row.requested_by },
    });
  }
}
