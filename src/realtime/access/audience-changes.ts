import type { SeenTicket } from "@/features/tickets/server/read";
import type { Sql } from "@/server/database/database";
import type { Actor } from "@/shared/roles";

/**
 * Whether `since` may be a version of the ticket's other audience, which counts its own versions: a client
 * that was offline did not receive the change. The audience changes with a person's role or teams, with
 * watching, and, for an agent who is the requester or a watcher, with the ticket's team.
 *
 * Only an event after `since` can have changed it. Public versions never exceed staff versions, so for either
 * audience `since` was reached no earlier than the staff version of that number.
 */
export async function mayHaveChangedAudience(
  actor: Actor,
  seen: SeenTicket,
  since: number,
  sql: Sql,
): Promise<boolean> {
  if (since === 0) {
    return false;
  }
  const { rows } = await sql.query(
    `WITH reached AS (SELECT at FROM events WHERE ticket_id = $2 AND version = $3)
     SELECT 1 FROM events e, reached WHERE e.subject_id = $1 AND e.at >= reached.at
       AND (e.type = 'person:changed' OR (e.type = 'watcher:removed' AND e.ticket_id = $2))
     UNION ALL
     SELECT 1 FROM events e WHERE $5 AND e.ticket_id = $2 AND e.version > $3 AND e.data ? 'sight'
     UNION ALL
     SELECT 1 FROM events e, reached WHERE $5 AND e.organisation_id = $4 AND e.at >= reached.at AND e.type = 'team:changed'
     LIMIT 1`,
    [
      actor.id,
      seen.row.id,
      Math.min(since, seen.row.version),
      actor.organisationId,
      actor.role === "agent" && (seen.facts.requesterId === actor.id || seen.facts.isWatcher),
    ],
  );
  return rows.length > 0;
}
