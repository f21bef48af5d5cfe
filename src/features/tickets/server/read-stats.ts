import { STATUSES, type Status, type TicketStats } from "@/features/tickets/schema";
import { pool } from "@/server/database";
import { shareOnce } from "@/server/globals";
import type { Actor } from "@/shared/roles";
import { Params, visibleTickets } from "./read-visible";

interface Counts {
  status: Status;
  total: number;
  mine: number;
  requested: number;
  unassigned: number;
  overdue: number;
  urgent: number;
}

interface DoneCounts {
  countedAt: number;
  tookMilliseconds: number;
  rows: Pick<Counts, "status" | "total">[];
}

/** Counting what is done takes long on a desk with years of it, and changes little: then the figure is kept this many times as long as it took. */
const KEPT_TIMES = 20;
const QUICK_MILLISECONDS = 100;
const MOST_KEPT = 1_000;

/** GET /api/stats. What is active is always counted afresh. */
export async function readStats(actor: Actor): Promise<TicketStats> {
  const [active, done, byTeam] = await Promise.all([
    countActive(actor),
    countDone(actor),
    countByTeam(actor),
  ]);
  const all = [...active, ...done];
  return {
    total: sum(all, "total"),
    byStatus: countByStatus(all),
    active: sum(active, "total"),
    mine: sum(active, "mine"),
    requested: sum(active, "requested"),
    unassigned: sum(active, "unassigned"),
    overdue: sum(active, "overdue"),
    urgent: sum(active, "urgent"),
    byTeam,
  };
}

async function countActive(actor: Actor): Promise<Counts[]> {
  const params = new Params();
  const visible = visibleTickets(actor, params);
  const me = params.add(actor.id);
  const { rows } = await pool().query<Counts>(
    `SELECT t.status, count(*)::int AS total, count(*) FILTER (WHERE t.assignee_id = ${me})::int AS mine,
       count(*) FILTER (WHERE t.requester_id = ${me})::int AS requested, count(*) FILTER (WHERE t.assignee_id IS NULL)::int AS unassigned,
       count(*) FILTER (WHERE t.due_at < now())::int AS overdue, count(*) FILTER (WHERE t.priority = 'urgent')::int AS urgent
     FROM tickets t WHERE ${visible} AND t.status IN ('open', 'in_progress', 'waiting') GROUP BY t.status`,
    params.values,
  );
  return rows;
}

async function countDone(actor: Actor): Promise<DoneCounts["rows"]> {
  const kept = shareOnce("done-counts", () => new Map<string, DoneCounts>());
  // Admins and viewers see the same; everybody else has a sight of their own, which ends with the session.
  const key = actor.role === "admin" || actor.role === "viewer" ? actor.organisationId : actor.sessionId;
  const known = kept.get(key);
  if (known && Date.now() - known.countedAt < known.tookMilliseconds * KEPT_TIMES) {
    return known.rows;
  }
  const countedAt = Date.now();
  const params = new Params();
  const { rows } = await pool().query<Pick<Counts, "status" | "total">>(
    `SELECT t.status, count(*)::int AS total FROM tickets t
     WHERE ${visibleTickets(actor, params)} AND t.status IN ('resolved', 'closed') GROUP BY t.status`,
    params.values,
  );
  const tookMilliseconds = Date.now() - countedAt;
  kept.delete(key);
  if (tookMilliseconds > QUICK_MILLISECONDS) {
    kept.set(key, { countedAt, tookMilliseconds, rows });
  }
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_KEPT))) {
    kept.delete(oldest);
  }
  return rows;
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
