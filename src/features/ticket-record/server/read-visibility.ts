import type { Params } from "@/server/database/params";
import { isStaffRole } from "@/shared/roles";
import type { AccessRule, Observer } from "@/features/tickets/policy";

/*
 * The one place with the rule of `ticketAudience` (policy.ts) as SQL. Lists and counts need it as SQL, and
 * each form is written for its query plan: for one actor over many tickets, and for many people over their
 * tickets.
 * read-visibility.test.ts holds all forms, the policy and the rooms of the sockets together on the same fixtures.
 */

/** A way in which somebody sees tickets that are theirs, as a condition; no ticket fits two of them. */
export interface OwnVisibility {
  as: "requester" | "watcher" | "guest";
  condition: string;
}

/**
 * `ticketAudience` of policy.ts as SQL over a `tickets` aliased `t`: `staff` is true where the actor belongs
 * to the staff audience, one of `own` where they see it as requester or watcher (or by a guest's link). Each of `own`
 * is found by an index of its own; joined by OR they are none's, and all tickets are read. All assume that the organisation
 * and `deleted_at` are asked for too.
 */
export function visibility(
  actor: Observer,
  params: Params,
): { staff: string; own: readonly OwnVisibility[] } {
  return { staff: staffVisibility(actor, params), own: ownVisibility(actor, params) };
}

/** Where the actor belongs to the staff audience; "true" and "false" stand alone, so that callers can leave branches out. */
export function staffVisibility(actor: Observer, params: Params): string {
  if (!isStaffRole(actor.role)) {
    return "false";
  }
  if (actor.role !== "agent") {
    return "true";
  }
  const teams = params.add(actor.teamIds);
  // Not the ticket's organisation, which is the same: this is read once for a statement, that once for each ticket.
  const hidden = `SELECT h.id FROM teams h WHERE h.organisation_id = ${params.add(actor.organisationId)} AND h.is_private AND NOT h.id = ANY(${teams}::uuid[])`;
  return `(t.team_id IS NULL OR t.team_id NOT IN (${hidden}))`;
}

/** Whether a team's tickets are visible to an actor of staff as such: `staffVisibility` of one team, which is asked once for a statement. */
export function teamIsVisible(actor: Observer, teamId: string, params: Params): string {
  if (actor.role !== "agent") {
    return staffVisibility(actor, params);
  }
  return `NOT EXISTS (SELECT 1 FROM teams h WHERE h.id = ${params.add(teamId)}::uuid AND h.is_private AND NOT h.id = ANY(${params.add(actor.teamIds)}::uuid[]))`;
}

function ownVisibility(actor: Observer, params: Params): OwnVisibility[] {
  if (actor.role === "guest") {
    return [{ as: "guest", condition: `t.id = ${params.add(actor.guestTicketId)}::uuid` }];
  }
  if (actor.role === "admin" || actor.role === "viewer") {
    return [];
  }
  const me = `${params.add(actor.id)}::uuid`;
  const watched = `SELECT w.ticket_id FROM watchers w WHERE w.person_id = ${me}`;
  return [
    { as: "requester", condition: `t.requester_id = ${me}` },
    { as: "watcher", condition: `(t.requester_id <> ${me} AND t.id IN (${watched}))` },
  ];
}

/** Of tickets that are found by something else: this organisation, not deleted, and visible to the actor. */
export function visibleTickets(actor: Observer, params: Params): string {
  const { staff, own } = visibility(actor, params);
  const seen =
    staff === "true" ? "true" : `(${[staff, ...own.map(({ condition }) => condition)].join(" OR ")})`;
  return `t.organisation_id = ${params.add(actor.organisationId)} AND t.deleted_at IS NULL AND ${seen}`;
}

/**
 * Where a rule of `accessRules` (policy.ts) is the one that opens most of a ticket to the actor; each by what has an index, so that it can be counted. To be asked for
 * beside `visibleTickets`.
 */
export function openedBy(rule: AccessRule, actor: Observer, params: Params): string {
  // Asked for where it is used alone: PostgreSQL refuses a parameter that stands nowhere.
  const isStaff = (): string => staffVisibility(actor, params);
  switch (rule) {
    case "admin":
    case "viewer":
      return actor.role === rule ? "true" : "false";
    case "agent_of_team":
      return actor.role === "agent" ? `t.team_id = ANY(${params.add(actor.teamIds)}::uuid[])` : "false";
    case "agent":
      return actor.role === "agent"
        ? `(t.team_id IS NULL OR NOT t.team_id = ANY(${params.add(actor.teamIds)}::uuid[])) AND ${isStaff()}`
        : "false";
    case "requester":
      return actor.role === "guest"
        ? "false"
        : `t.requester_id = ${params.add(actor.id)}::uuid AND NOT ${isStaff()}`;
    case "watcher": {
      if (actor.role === "guest") {
        return "false";
      }
      const me = params.add(actor.id);
      return `t.id IN (SELECT w.ticket_id FROM watchers w WHERE w.person_id = ${me}::uuid) AND t.requester_id <> ${me}::uuid AND NOT ${isStaff()}`;
    }
    case "guest_link":
      return actor.role === "guest" ? "true" : "false";
  }
}

/** Where a person `p` belongs to the staff audience of a ticket with the team `tm` (all null without one); the members of an archived team do not. */
export const PERSON_SEES_STAFF_SIDE = `(p.role IN ('viewer', 'admin') OR (p.role = 'agent' AND (tm.id IS NULL OR NOT tm.is_private
  OR (tm.archived_at IS NULL AND EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = tm.id AND m.person_id = p.id)))))`;

const PERSON_SEES_OWN =
  "(t.requester_id = p.id OR EXISTS (SELECT 1 FROM watchers w WHERE w.ticket_id = t.id AND w.person_id = p.id))";

/**
 * Where a person `p`, who is no guest, may see a part of a ticket `t` with its team `tm`: as staff audience
 * any part, as public audience where `isPublic` (a condition) holds.
 */
export function visibleToPerson(isPublic: string): string {
  return `(t.organisation_id = p.organisation_id AND t.deleted_at IS NULL AND p.role <> 'guest'
  AND (${PERSON_SEES_STAFF_SIDE} OR (${isPublic} AND ${PERSON_SEES_OWN})))`;
}

/** Where a person `p` may work on a ticket with the team `tm`: `checkAssignee` of write-checks.ts. */
export const PERSON_MAY_WORK = `(p.disabled_at IS NULL AND p.role IN ('agent', 'admin') AND ${PERSON_SEES_STAFF_SIDE})`;

/** For the public audience a private team is unknown to filters too, and so are the fields that are private with it. */
export const TEAM_IS_PRIVATE = "EXISTS (SELECT 1 FROM teams p WHERE p.id = t.team_id AND p.is_private)";
