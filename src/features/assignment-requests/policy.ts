import { canAssign, canWorkOn, type TicketFacts } from "@/features/tickets/policy";
import { isStaffRole, type Actor } from "@/shared/roles";

/** Agents who work on a ticket and may not assign it ask those who may; who may assign it needs nobody. */
export function canAskForAssignment(actor: Actor, ticket: TicketFacts): boolean {
  return canWorkOn(actor, ticket) && !canAssign(actor, ticket);
}

/** Who may assign the ticket decides: the agents of its team, and admins. */
export function canDecide(actor: Actor, ticket: TicketFacts): boolean {
  return canWorkOn(actor, ticket) && canAssign(actor, ticket);
}

/** Requests are among staff; a viewer sees those of a ticket on its page, and none in the list, as none is theirs to decide. */
export function canSeeRequests(actor: Pick<Actor, "role">): boolean {
  return isStaffRole(actor.role);
}
