import type { Sql } from "@/server/database/database";

/** Where an account stands on tickets: each with an index, and with the ticket's id. `$1` is the person, `$2` the organisation. */
const PLACES = [
  "SELECT id FROM tickets WHERE requester_id = $1 AND deleted_at IS NULL",
  // The others have an index of their own, and are few: they are kept for 30 days.
  "SELECT id FROM tickets WHERE deleted_at IS NOT NULL AND requester_id = $1",
  "SELECT id FROM tickets WHERE assignee_id = $1",
  "SELECT ticket_id FROM comments WHERE author_id = $1",
  "SELECT ticket_id FROM attachments WHERE uploader_id = $1",
  "SELECT ticket_id FROM watchers WHERE person_id = $1",
  "SELECT ticket_id FROM reads WHERE person_id = $1",
  `SELECT ticket_id FROM assignment_requests WHERE organisation_id = $2 AND state = 'pending' AND (requested_by = $1 OR assignee_id = $1)`,
] as const;

/** The ids of some tickets on which an account stands in any way, in their order; of each way `most` rows are looked at. */
export async function touchedTickets(
  sql: Sql,
  organisationId: string,
  personId: string,
  most: number,
): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `SELECT id FROM (${PLACES.map((place) => `(${place} LIMIT $3)`).join(" UNION ")}) touched ORDER BY id LIMIT $3`,
    [personId, organisationId, most],
  );
  return rows.map(({ id }) => id);
}
