import { STATUSES, type Status, type TicketStats } from "@/features/tickets/schema";
import { pool } from "@/server/database";
import type { Actor } from "@/shared/roles";
import { Params, visibleTickets } from "./read-visible";

/** GET /api/stats. */
export async function readStats(actor: Actor): Promise<TicketStats> {
  const params = new Params();
  const visible = visibleTickets(actor, params);
  const me = params.add(actor.id);
  const { rows } = await pool().query<{ status: Status; total: number; mine: number; requested: number; unassigned: number; overdue: number; urgent: number }>(
    `SELECT t.status, count(*)::int AS total, count(*) FILTER (WHERE t.assignee_id = ${me})::int AS mine,
       count(*) FILTER (WHERE t.requester_id = ${me})::int AS requested, count(*) FILTER (WHERE t.assignee_id IS NULL)::int AS unassigned,
       count(*) FILTER (WHERE t.due_at < now())::int AS overdue, count(*) FILTER (WHERE t.priority = 'urgent')::int AS urgent
     FROM tickets t WHERE ${visible} GROUP BY t.status`,
    params.values,
  );
  const active = rows.filter((row) => row.status !== "resolved" && row.status !== "closed");
  return {
    total: sum(rows, "total"),
    byStatus: countByStatus(rows),
    active: sum(active, "total"),
    mine: sum(active, "mine"),
    requested: sum(active, "requested"),
    unassigned: sum(active, "unassigned"),
    overdue: sum(active, "overdue"),
    urgent: sum(active, "urgent"),
    byTeam: await countByTeam(actor),
  };
}

async function countByTeam(actor: Actor): Promise<TicketStats["byTeam"]> {
  if (actor.teamIds.length === 0) {
    return [];
  }
  const params = new Params();
  const visible = visibleTickets(actor, params);
  const { rows } = await pool().query<{ teamId: string; active: number }>(
    `SELECT t.team_id AS "teamId", count(*)::int AS active FROM tickets t
     WHERE ${visible} AND t.team_id = ANY(${params.add(actor.teamIds)}::uuid[]) AND t.status IN ('open', 'in_progress', 'waiting') GROUP BY t.team_id`,
    params.values,
  );
  return rows;
}

function countByStatus(rows: readonly { status: Status; total: number }[]): Record<Status, number> {
  const counts: Record<Status, number> = { open: 0, in_progress: 0, waiting: 0, resolved: 0, closed: 0 };
  for (const status of STATUSES) {
    counts[status] = rows.find((row) => row.status === status)?.total ?? 0;
  }
  return counts;
}

function sum<Key extends string>(rows: readonly Record<Key, number>[], key: Key): number {
  return rows.reduce((total, row) => total + row[key], 0);
}
