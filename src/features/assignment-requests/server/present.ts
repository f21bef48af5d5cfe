import type { AssignmentRequestDto, AssignmentRequestState } from "@/features/assignment-requests/schema";
import { presentPerson, type PersonRow } from "@/features/users/server/present";

/** A request as read from its table, with its people and its ticket's number and title. */
export interface AssignmentRequestRow {
  id: string;
  ticket_id: string;
  team_id: string;
  number: number;
  title: string;
  requested_by: PersonRow;
  assignee: PersonRow;
  note: string | null;
  state: AssignmentRequestState;
  decided_by: PersonRow | null;
  reason: string | null;
  created_at: Date;
  decided_at: Date | null;
}

/** A request as staff of its ticket see it; nobody else sees any. */
export function presentRequest(row: AssignmentRequestRow): AssignmentRequestDto {
  return {
    id: row.id,
    ticketId: row.ticket_id,
    number: row.number,
    title: row.title,
    requestedBy: presentPerson(row.requested_by, "staff"),
    assignee: presentPerson(row.assignee, "staff"),
    note: row.note,
    state: row.state,
    decidedBy: row.decided_by ? presentPerson(row.decided_by, "staff") : null,
    reason: row.reason,
    requestedAt: row.created_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
  };
}
