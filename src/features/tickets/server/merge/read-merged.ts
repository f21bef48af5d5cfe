import type { TicketDto } from "@/features/tickets/schema";
import { personJson, presentPerson, type PersonRow } from "@/features/users/server/present";
import type { Sql } from "@/server/database/database";

/** The tickets that were merged into one, or into those, as its staff see them: the earliest filed first. Checks no permission. */
export async function readMergedTickets(
  ticketId: string,
  sql: Sql,
): Promise<NonNullable<TicketDto["mergedTickets"]>> {
  const { rows } = await sql.query<{
    id: string;
    number: number;
    title: string;
    description: string;
    requester: PersonRow;
    created_at: Date;
    merged_at: Date;
    merged_by: PersonRow | null;
  }>(
    `WITH RECURSIVE down AS (SELECT $1::uuid AS id UNION SELECT t.id FROM down JOIN tickets t ON t.merged_into_id = down.id)
     SELECT t.id, t.number, t.title, x.description, ${personJson("r")} AS requester, t.created_at, t.merged_at,
       CASE WHEN b.id IS NOT NULL THEN ${personJson("b")} END AS merged_by
     FROM down JOIN tickets t ON t.id = down.id AND t.merged_at IS NOT NULL JOIN ticket_texts x ON x.ticket_id = t.id JOIN people r ON r.id = t.requester_id
       LEFT JOIN ticket_merges g ON g.ticket_id = t.id AND g.undone_at IS NULL LEFT JOIN people b ON b.id = g.merged_by
     WHERE t.id <> $1 AND t.deleted_at IS NULL ORDER BY t.created_at, t.id`,
    [ticketId],
  );
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    description: row.description,
    requester: presentPerson(row.requester, "staff"),
    createdAt: row.created_at.toISOString(),
    mergedAt: row.merged_at.toISOString(),
    mergedBy: row.merged_by && presentPerson(row.merged_by, "staff"),
  }));
}
