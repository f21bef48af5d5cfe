import { seesAsStaff } from "@/features/tickets/policy";
import type { CreateTicketInput, Priority } from "@/features/tickets/schema";
import type { Sql } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { keepsAssignee, type ChosenTeam } from "./write-checks";

/** What a new ticket gets of its category where it was filed without a team or priority. */
export interface Routing {
  team: ChosenTeam | null;
  priority: Priority;
}

/**
 * The team and priority of a new ticket in this category: as they were given, else as admins set them for the category. An archived team
 * counts as none, and so does a private one that who files for somebody else may not see.
 */
export async function routeTicket(
  sql: Sql,
  actor: Actor,
  category: string,
  input: Pick<CreateTicketInput, "priority" | "teamId" | "requesterId" | "requester">,
): Promise<Routing> {
  const { rows } = await sql.query<{ priority: Priority | null; team: ChosenTeam | null }>(
    `SELECT c.priority, CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'isPrivate', t.is_private) END AS team
     FROM categories c LEFT JOIN teams t ON t.id = c.team_id AND t.archived_at IS NULL WHERE c.organisation_id = $1 AND c.key = $2`,
    [actor.organisationId, category],
  );
  const [of] = rows;
  const isForOther = input.requester !== undefined || (input.requesterId ?? actor.id) !== actor.id;
  const team = input.teamId === undefined ? (of?.team ?? null) : null;
  const isHidden =
    team?.isPrivate === true && isForOther && !seesAsStaff(actor, { teamId: team.id, teamIsPrivate: true });
  return {
    team: isHidden ? null : team,
    priority: input.priority ?? of?.priority ?? "medium",
  };
}

/** Who gets a ticket that is filed to this team; null where the team has nobody for that, or they may not work on it any more. */
export async function defaultAssignee(
  sql: Sql,
  actor: Actor,
  team: ChosenTeam | null,
): Promise<string | null> {
  if (team === null) {
    return null;
  }
  const { rows } = await sql.query<{ assignee_id: string | null }>(
    "SELECT assignee_id FROM teams WHERE id = $1",
    [team.id],
  );
  const assigneeId = rows[0]?.assignee_id ?? null;
  return assigneeId !== null && (await keepsAssignee(sql, actor, assigneeId, team)) ? assigneeId : null;
}
