import type { Audience } from "@/shared/events";
import type { Actor } from "@/shared/roles";
import { TICKET_FIELDS, type RequesterRule } from "./fields";
import type { Priority, Status, TicketField } from "./schema";

const MILLISECONDS_PER_DAY = 86_400_000;

/** The facts of a ticket for the rules; `isWatcher` is about the actor. */
export interface TicketFacts {
  id: string;
  organisationId: string;
  teamId: string | null;
  teamIsPrivate: boolean;
  requesterId: string;
  isWatcher: boolean;
  isDeleted: boolean;
}

/** The facts of a person that decide their audience. */
export type Observer = Pick<Actor, "id" | "role" | "teamIds" | "guestTicketId"> & { organisationId: string };

/**
 * The actor's audience of a ticket, or null when they may not know that it exists (contract: "Staff means
 * agent, viewer, admin ..."). A requester or watcher is never in the staff audience by that.
 */
export function ticketAudience(actor: Observer, ticket: TicketFacts): Audience | null {
  if (ticket.organisationId !== actor.organisationId || ticket.isDeleted) {
    return null;
  }
  if (actor.role === "guest") {
    return actor.guestTicketId === ticket.id ? "public" : null;
  }
  if (seesAsStaff(actor, ticket)) {
    return "staff";
  }
  return ticket.requesterId === actor.id || ticket.isWatcher ? "public" : null;
}

/** Staff see every ticket except those of private teams, which their agents, admins and viewers see. */
export function seesAsStaff(
  actor: Pick<Actor, "role" | "teamIds">,
  ticket: Pick<TicketFacts, "teamId" | "teamIsPrivate">,
): boolean {
  return staffRule(actor, ticket) !== null;
}

/** The rule by which somebody sees the staff side of a ticket; null where none lets them. */
function staffRule(
  actor: Pick<Actor, "role" | "teamIds">,
  ticket: Pick<TicketFacts, "teamId" | "teamIsPrivate">,
): Exclude<AccessRule, PublicRule> | null {
  if (actor.role === "admin" || actor.role === "viewer") {
    return actor.role;
  }
  if (actor.role !== "agent") {
    return null;
  }
  if (ticket.teamId !== null && actor.teamIds.includes(ticket.teamId)) {
    return "agent_of_team";
  }
  return ticket.teamId === null || !ticket.teamIsPrivate ? "agent" : null;
}

type PublicRule = "requester" | "watcher" | "guest_link";

/** A rule that lets somebody see a ticket: on the staff side, or on the public one. */
export type AccessRule = "admin" | "viewer" | "agent" | "agent_of_team" | PublicRule;

/**
 * Every rule by which the actor sees a ticket, the one that opens most first; none where `ticketAudience` is null. Where
 * the staff side is seen, its rule comes first, and those behind it would leave the public side if it fell away.
 */
export function accessRules(actor: Observer, ticket: TicketFacts): AccessRule[] {
  if (ticketAudience(actor, ticket) === null) {
    return [];
  }
  if (actor.role === "guest") {
    return ["guest_link"];
  }
  const staff = staffRule(actor, ticket);
  return [
    ...(staff === null ? [] : [staff]),
    ...(ticket.requesterId === actor.id ? (["requester"] as const) : []),
    ...(ticket.isWatcher ? (["watcher"] as const) : []),
  ];
}

/** Agents and admins work on tickets that they see as staff; a viewer only reads. */
export function canWorkOn(actor: Actor, ticket: TicketFacts): boolean {
  return (actor.role === "agent" || actor.role === "admin") && ticketAudience(actor, ticket) === "staff";
}

/** Everybody except guests files tickets by the API (guests use their form). */
export function canCreateTicket(actor: Actor): boolean {
  return actor.role !== "guest";
}

/** Agents and admins file for anyone; others for themselves. */
export function canCreateForOthers(actor: Actor): boolean {
  return actor.role === "agent" || actor.role === "admin";
}

/** Only agents and admins may set urgent. */
export function canSetPriority(actor: Actor, priority: Priority): boolean {
  return canCreateForOthers(actor) || REQUESTER_MAY[TICKET_FIELDS.priority.setBy.requester](priority, "open");
}

/** Public comments and files: agents and admins where they work, the requester, and watchers who are not viewers. */
export function canComment(actor: Actor, ticket: TicketFacts): boolean {
  if (ticketAudience(actor, ticket) === null) {
    return false;
  }
  if (canWorkOn(actor, ticket) || isRequester(actor, ticket)) {
    return true;
  }
  return ticket.isWatcher && actor.role !== "viewer";
}

/** What staff say publicly, not about a ticket of their own: requesters of tickets that were merged into this one get it, too. */
export function isStaffAnswer(actor: Actor, ticket: TicketFacts, internal: boolean): boolean {
  return !internal && canWorkOn(actor, ticket) && !isRequester(actor, ticket);
}

/** Internal notes and files are written by agents and admins who see the ticket as staff. */
export function canNote(actor: Actor, ticket: TicketFacts): boolean {
  return canWorkOn(actor, ticket);
}

/** The actor's own comment or file, or any for an admin; the actor has to see the ticket, and notes of it. */
export function canChangeOwn(
  actor: Actor,
  ticket: TicketFacts,
  thing: { ownerId: string; internal: boolean },
): boolean {
  const audience = ticketAudience(actor, ticket);
  if (audience === null || (thing.internal && audience !== "staff")) {
    return false;
  }
  return actor.role === "admin" || (thing.ownerId === actor.id && canComment(actor, ticket));
}

/**
 * Whether the actor may give one field of a ticket this value. `teamId` in `ticket` is the team that the ticket will
 * have after the whole change.
 */
export function canChangeField(
  actor: Actor,
  ticket: TicketFacts & { status: Status },
  field: TicketField,
  value: unknown,
): boolean {
  if (canWorkOn(actor, ticket)) {
    return TICKET_FIELDS[field].setBy.worker === "all" || canAssign(actor, ticket);
  }
  if (ticketAudience(actor, ticket) === null || !isRequester(actor, ticket)) {
    return false;
  }
  const { requester, guest } = TICKET_FIELDS[field].setBy;
  return (actor.role !== "guest" || guest === true) && REQUESTER_MAY[requester](value, ticket.status);
}

/** The values that a ticket's requester may give a field. */
const REQUESTER_MAY: Record<RequesterRule, (wanted: unknown, current: Status) => boolean> = {
  anything: () => true,
  nothing: () => false,
  "up to high": (wanted) => wanted !== "urgent",
  "close or reopen": (wanted, current) =>
    wanted === current ||
    wanted === "closed" ||
    (wanted === "open" && (current === "resolved" || current === "closed")),
};

/** Agents assign tickets without a team and of their own teams; admins all. */
export function canAssign(actor: Actor, ticket: Pick<TicketFacts, "teamId">): boolean {
  return (
    actor.role === "admin" ||
    (actor.role === "agent" && (ticket.teamId === null || actor.teamIds.includes(ticket.teamId)))
  );
}

/** Whether its requester's reply still reopens a ticket that was closed at this time; times in milliseconds. */
export function opensAgain(closedAt: number, reopenDays: number, now: number): boolean {
  return now <= closedAt + reopenDays * MILLISECONDS_PER_DAY;
}

/** Who works on both tickets merges them, and undoes it. */
export function canMerge(actor: Actor, ticket: TicketFacts): boolean {
  return canWorkOn(actor, ticket);
}

/** Only admins delete and restore. */
export function canDeleteTicket(actor: Actor): boolean {
  return actor.role === "admin";
}

/**
 * Whether the ticket's requester may let colleagues follow it, and see who does, where the organisation allows it. A guest
 * may not: they are nobody's colleague.
 */
export function canShareTicket(actor: Actor, ticket: TicketFacts): boolean {
  return actor.role !== "guest" && ticketAudience(actor, ticket) !== null && ticket.requesterId === actor.id;
}

/** Themselves: people who see it and are no guests. Others: staff who work on it. */
export function canSetWatcher(actor: Actor, ticket: TicketFacts, personId: string): boolean {
  if (actor.role === "guest" || ticketAudience(actor, ticket) === null) {
    return false;
  }
  return personId === actor.id || canWorkOn(actor, ticket);
}

/** Whether the ticket is the actor's own: as its requester, or as the guest who filed it, also where its requester is another by now. */
export function isRequester(
  actor: Pick<Actor, "id" | "role" | "guestTicketId">,
  ticket: Pick<TicketFacts, "id" | "requesterId">,
): boolean {
  return ticket.requesterId === actor.id || (actor.role === "guest" && actor.guestTicketId === ticket.id);
}

/** Who works on a ticket may look at it as its requester does: that is never more than what they see themselves. */
export function canViewAsRequester(actor: Actor, ticket: TicketFacts): boolean {
  return canWorkOn(actor, ticket);
}

/** Only admins may ask why somebody sees a ticket: they may change everything that it follows from. */
export function canExplainAccess(actor: Pick<Actor, "role">): boolean {
  return actor.role === "admin";
}
