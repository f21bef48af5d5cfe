import type { Status } from "@/features/tickets/schema";
import { pool } from "@/server/database/database";
import { shareRun } from "@/server/concurrency/shared-run";
import type { Actor, OrganisationId } from "@/shared/roles";
import { Params } from "@/server/database/params";
import { visibility, visibleTickets } from "@/features/ticket-record/server/read-visibility";

/** Tickets of one team (or none) in one status; the counts of active tickets are 0 for other statuses. */
export interface TeamCounts {
  teamId: string | null;
  isPrivate: boolean;
  status: Status;
  total: number;
  unassigned: number;
  overdue: number;
  urgent: number;
}

const ACTIVE = "('open', 'in_progress', 'waiting')";
const NO_TEAM = "00000000-0000-0000-0000-000000000000";
const ATTENTION = `count(*) FILTER (WHERE t.assignee_id IS NULL AND t.status IN ${ACTIVE})::int AS unassigned,
  count(*) FILTER (WHERE t.due_at < now() AND t.status IN ${ACTIVE})::int AS overdue,
  count(*) FILTER (WHERE t.priority = 'urgent' AND t.status IN ${ACTIVE})::int AS urgent`;

/**
 * The counts of every team of an organisation, shared by all callers at the same time; the caller decides
 * which of them a person may see. Totals come from counters that writers keep, and only active tickets are
 * read.
 */
export async function countByTeam(organisationId: OrganisationId): Promise<TeamCounts[]> {
  return await shareRun(`ticket counts of ${organisationId}`, async () => {
    const { rows } = await pool().query<TeamCounts>(
      `WITH totals AS (
         SELECT c.team_id, c.status, sum(c.total)::int AS total FROM (
           SELECT team_id, status, total FROM ticket_counts WHERE organisation_id = $1
           UNION ALL SELECT team_id, status, change FROM ticket_count_changes WHERE organisation_id = $1) c
         GROUP BY c.team_id, c.status HAVING sum(c.total) <> 0),
       active AS (
         SELECT coalesce(t.team_id, '${NO_TEAM}') AS team_id, t.status, ${ATTENTION}
         FROM tickets t WHERE t.organisation_id = $1 AND t.deleted_at IS NULL AND t.archived_at IS NULL AND t.status IN ${ACTIVE} GROUP BY 1, 2)
       SELECT nullif(totals.team_id, '${NO_TEAM}') AS "teamId", coalesce(tm.is_private, false) AS "isPrivate", totals.status, totals.total,
         coalesce(a.unassigned, 0) AS unassigned, coalesce(a.overdue, 0) AS overdue, coalesce(a.urgent, 0) AS urgent
       FROM totals LEFT JOIN active a ON a.team_id = totals.team_id AND a.status = totals.status LEFT JOIN teams tm ON tm.id = totals.team_id`,
      [organisationId],
    );
    return rows;
  });
}

/** The same of tickets that the actor sees only as requester or watcher (or by a guest's link): found by the person, never by a scan of all. */
export async function countOwn(actor: Actor): Promise<TeamCounts[]> {
  const params = new Params();
  const { staff, own } = visibility(actor, params);
  if (own.length === 0) {
    return [];
  }
  const organisation = params.add(actor.organisationId);
  const counted = own.flatMap(({ condition }) => {
    const counts = (columns: string): string => `SELECT t.team_id, t.status, ${columns} FROM tickets t
       WHERE ${condition} AND NOT (${staff}) AND t.organisation_id = ${organisation} AND t.deleted_at IS NULL AND t.archived_at IS NULL`;
    // Apart, as all of somebody's tickets are counted by their index alone, and only active ones are looked at.
    return [
      `${counts("count(*)::int AS total, 0 AS unassigned, 0 AS overdue, 0 AS urgent")} GROUP BY t.team_id, t.status`,
      `${counts(`0 AS total, ${ATTENTION}`)} AND t.status IN ${ACTIVE} GROUP BY t.team_id, t.status`,
    ];
  });
  const { rows } = await pool().query<TeamCounts>(
    `SELECT c.team_id AS "teamId", false AS "isPrivate", c.status, c.total, c.unassigned, c.overdue, c.urgent FROM (${counted.join(" UNION ALL ")}) c`,
    params.values,
  );
  return rows;
}

/** Active tickets that the actor may see and that are assigned to them, and those that they filed. */
export async function countPersonal(actor: Actor): Promise<{ mine: number; requested: number }> {
  const params = new Params();
  const visible = visibleTickets(actor, params);
  const me = `${params.add(actor.id)}::uuid`;
  const { rows } = await pool().query<{ mine: number; requested: number }>(
    `SELECT (SELECT count(*)::int FROM tickets t WHERE t.assignee_id = ${me} AND t.status IN ${ACTIVE} AND ${visible}) AS mine,
       (SELECT count(*)::int FROM tickets t WHERE t.requester_id = ${me} AND t.status IN ${ACTIVE} AND ${visible}) AS requested`,
    params.values,
  );
  return rows[0] ?? { mine: 0, requested: 0 };
}
