import { isStaffRole, type Actor } from "@/shared/roles";

/** A private team is known to its members among the agents, to admins and to viewers; every other team to everybody. */
export function canSeeTeam(
  actor: Pick<Actor, "role" | "teamIds">,
  team: { id: string; isPrivate: boolean },
): boolean {
  if (!team.isPrivate) {
    return true;
  }
  return isStaffRole(actor.role) && (actor.role !== "agent" || actor.teamIds.includes(team.id));
}
