import { isStaffRole, type Actor } from "@/shared/roles";

/** The values of one statement, numbered as they are added. */
export class Params {
  readonly values: unknown[] = [];

  /** Adds a value and returns its placeholder, such as "$3". */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/**
 * `ticketAudience` of policy.ts as SQL over a `tickets` aliased `t`: `staff` is true where the actor sees the staff
 * side, `own` where they see it as requester or watcher (or by a guest's link). Both assume the organisation and
 * `deleted_at` are asked for by `visibleTickets`. A test compares them with the policy on the same fixtures.
 */
export function sight(actor: Actor, params: Params): { staff: string; own: string } {
  return { staff: staffSight(actor, params), own: ownSight(actor, params) };
}

/** Where the actor sees the staff side; "true" and "false" stand alone, so that callers can leave branches out. */
export function staffSight(actor: Actor, params: Params): string {
  if (!isStaffRole(actor.role)) {
    return "false";
  }
  if (actor.role !== "agent") {
    return "true";
  }
  const teams = params.add(actor.teamIds);
  const hidden = `SELECT h.id FROM teams h WHERE h.organisation_id = t.organisation_id AND h.is_private AND NOT h.id = ANY(${teams}::uuid[])`;
  return `(t.team_id IS NULL OR t.team_id NOT IN (${hidden}))`;
}

function ownSight(actor: Actor, params: Params): string {
  if (actor.role === "guest") {
    return `t.id = ${params.add(actor.guestTicketId)}::uuid`;
  }
  if (actor.role === "admin" || actor.role === "viewer") {
    return "false";
  }
  const me = params.add(actor.id);
  return `(t.id IN (SELECT o.id FROM tickets o WHERE o.requester_id = ${me}::uuid UNION ALL SELECT w.ticket_id FROM watchers w WHERE w.person_id = ${me}::uuid))`;
}

/** The condition that every list of tickets starts from: this organisation, not deleted, and in the actor's sight. */
export function visibleTickets(actor: Actor, params: Params): string {
  const { staff, own } = sight(actor, params);
  const seen = staff === "true" ? "true" : staff === "false" ? own : `(${staff} OR ${own})`;
  return `t.organisation_id = ${params.add(actor.organisationId)} AND t.deleted_at IS NULL AND ${seen}`;
}
