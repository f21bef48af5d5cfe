import type { SeenTicket } from "@/features/tickets/server/read";
import { sameRights } from "@/server/api/actor";
import { pool, type Sql } from "@/server/database/database";
import type { Actor } from "@/shared/roles";

/**
 * SQL with the values of `audienceQuestion` as its first five: a row where `since` may be a version of the ticket's other
 * audience.
 */
const CHANGES = `WITH reached AS (SELECT at FROM events WHERE ticket_id = $2 AND version = $3)
     SELECT 1 FROM events e, reached WHERE e.subject_id = $1 AND e.at >= reached.at
       AND (e.type = 'person:changed' OR (e.type = 'watcher:removed' AND e.ticket_id = $2))
     UNION ALL
     SELECT 1 FROM events e WHERE $5 AND e.ticket_id = $2 AND e.version > $3 AND e.data ? 'sight'
     UNION ALL
     SELECT 1 FROM events e, reached WHERE $5 AND e.organisation_id = $4 AND e.at >= reached.at AND e.type = 'team:changed'`;

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
  const { rows } = await sql.query(`${CHANGES} LIMIT 1`, audienceQuestion(actor, seen, since));
  return rows.length > 0;
}

/**
 * Whether nothing of all that an answer to `ticket:join` depends on is different from `seen`: the actor's rights, the
 * ticket's versions and who may see it, and, where `since` is given, the audience whose version that is. One statement, so
 * one snapshot: of people who come back most have missed nothing, and this is all that they need.
 */
export async function isAsSeen(actor: Actor, seen: SeenTicket, since: number | undefined): Promise<boolean> {
  const { row, facts } = seen;
  const { rows } = await pool().query(
    `SELECT 1 FROM sessions s JOIN people p ON p.id = s.person_id, tickets t LEFT JOIN teams tm ON tm.id = t.team_id
     WHERE ${sameRights({ session: "$6", role: "$7", ticket: "$8", teams: "$9" })}
       AND t.id = $2 AND t.organisation_id = $4 AND t.deleted_at IS NULL AND t.version = $10 AND t.public_version = $11
       AND t.requester_id = $12 AND t.team_id IS NOT DISTINCT FROM $13 AND coalesce(tm.is_private, false) = $14
       AND EXISTS (SELECT 1 FROM watchers w WHERE w.ticket_id = t.id AND w.person_id = $1) = $15
       AND NOT ($16 AND EXISTS (${CHANGES}))`,
    [
      ...audienceQuestion(actor, seen, since ?? 0),
      ...[actor.sessionId, actor.role, actor.guestTicketId, actor.teamIds],
      ...[
        row.version,
        row.public_version,
        facts.requesterId,
        facts.teamId,
        facts.teamIsPrivate,
        facts.isWatcher,
      ],
      since !== undefined && since > 0,
    ],
  );
  return rows.length > 0;
}

function audienceQuestion(actor: Actor, seen: SeenTicket, since: number): unknown[] {
  const isEither = actor.role === "agent" && (seen.facts.requesterId === actor.id || seen.facts.isWatcher);
  return [actor.id, seen.row.id, Math.min(since, seen.row.version), actor.organisationId, isEither];
}
