import { personJson } from "@/features/users/server/present";
import type { Sql } from "@/server/database/database";
import type { AssignmentRequestRow } from "./present";

/** The columns of an AssignmentRequestRow, and where they come from: a request `r` with its ticket `t`. */
export const REQUEST_SELECT = `r.id, r.ticket_id, r.team_id, t.number, t.title, ${personJson("q")} AS requested_by, ${personJson("a")} AS assignee,
  r.note, r.state, CASE WHEN d.id IS NOT NULL THEN ${personJson("d")} END AS decided_by, r.reason, r.created_at, r.decided_at
  FROM assignment_requests r JOIN tickets t ON t.id = r.ticket_id JOIN people q ON q.id = r.requested_by
    JOIN people a ON a.id = r.assignee_id LEFT JOIN people d ON d.id = r.decided_by`;

/** Reads requests by their ids, as they are now. Checks no permission: callers do. */
export async function readAssignmentRequestRows(
  sql: Sql,
  ids: readonly string[],
): Promise<AssignmentRequestRow[]> {
  if (ids.length === 0) {
    return [];
  }
  const { rows } = await sql.query<AssignmentRequestRow>(
    `SELECT ${REQUEST_SELECT} WHERE r.id = ANY($1::uuid[])`,
    [ids],
  );
  return rows;
}
