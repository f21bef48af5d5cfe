import { seesAsStaff } from "@/features/tickets/policy";
import { STATUSES, type Status, type TicketStats } from "@/features/tickets/schema";
import { isStaffRole, type Actor } from "@/shared/roles";
import { countByTeam, countOwn, countPersonal, type TeamCounts } from "./read";

const DONE: readonly Status[] = ["resolved", "closed"];

/** GET /api/stats: the tickets that the actor sees as staff from the organisation's counts, and those seen as requester or watcher counted directly. */
export async function readStats(actor: Actor): Promise<TicketStats> {
  const [teams, own, personal] = await Promise.all([
    isStaffRole(actor.role) ? countByTeam(actor.organisationId) : [],
    countOwn(actor),
    countPersonal(actor),
  ]);
  const all = [
    ...teams.filter(({ teamId, isPrivate }) => seesAsStaff(actor, { teamId, teamIsPrivate: isPrivate })),
    ...own,
  ];
  const active = all.filter(({ status }) => !DONE.includes(status));
  return {
    total: sum(all, "total"),
    byStatus: countByStatus(all),
    active: sum(active, "total"),
    ...personal,
    unassigned: sum(active, "unassigned"),
    overdue: sum(active, "overdue"),
    urgent: sum(active, "urgent"),
    byTeam: actor.teamIds.flatMap((teamId) => {
      const count = sum(
        active.filter((row) => row.teamId === teamId),
        "total",
      );
      return count === 0 ? [] : [{ teamId, active: count }];
    }),
  };
}

function countByStatus(rows: readonly TeamCounts[]): Record<Status, number> {
  const counts: Record<Status, number> = { open: 0, in_progress: 0, waiting: 0, resolved: 0, closed: 0 };
  for (const status of STATUSES) {
    counts[status] = sum(
      rows.filter((row) => row.status === status),
      "total",
    );
  }
  return counts;
}

function sum<Key extends string>(rows: readonly Record<Key, number>[], key: Key): number {
  return rows.reduce((total, row) => total + row[key], 0);
}
