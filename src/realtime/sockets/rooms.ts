import type { Actor } from "@/shared/roles";
import { isStaffRole } from "@/shared/roles";

/** All staff of an organisation. */
export function staffRoom(organisationId: string): string {
  return `org:${organisationId}:staff`;
}

/** The admins of an organisation. */
export function adminsRoom(organisationId: string): string {
  return `org:${organisationId}:admins`;
}

/** Admins and viewers, who see every private team's tickets, of teams that are made tomorrow too. */
export function overseersRoom(organisationId: string): string {
  return `org:${organisationId}:overseers`;
}

/** The agents of a team. */
export function teamRoom(teamId: string): string {
  return `team:${teamId}`;
}

/** All sockets of one person. */
export function userRoom(personId: string): string {
  return `user:${personId}`;
}

/** All sockets of one guest, for the end of their sessions alone: what a guest hears is their ticket's. */
export function guestRoom(personId: string): string {
  return `guest:${personId}`;
}

/** All sockets of one session: the tabs of one browser. */
export function sessionRoom(sessionId: string): string {
  return `session:${sessionId}`;
}

/** Whoever has the ticket open and sees its public side. */
export function ticketRoom(ticketId: string): string {
  return `ticket:${ticketId}`;
}

/** Whose link opens the ticket: they are in its public room for good. */
export function ticketGuestsRoom(ticketId: string): string {
  return `ticket:${ticketId}:guests`;
}

/** Whoever has the ticket open and sees its staff side. */
export function ticketStaffRoom(ticketId: string): string {
  return `ticket:${ticketId}:staff`;
}

/** The ticket that a room is of, when whoever is in it has the ticket open; else null. */
export function ticketIdOfRoom(room: string): string | null {
  return /^ticket:([^:]+)(:staff)?$/.exec(room)?.[1] ?? null;
}

/** The rooms whose sockets see this ticket's staff side, whether they have it open or not. */
export function staffRoomsOf(ticket: { organisationId: string; privateTeamId: string | null }): string[] {
  return ticket.privateTeamId === null
    ? [staffRoom(ticket.organisationId)]
    : [teamRoom(ticket.privateTeamId), overseersRoom(ticket.organisationId)];
}

/** The rooms that a socket is in from its first moment. A guest's hears its one ticket and nothing else. */
export function roomsOf(actor: Actor): string[] {
  if (actor.role === "guest") {
    const { guestTicketId } = actor;
    return [
      guestRoom(actor.id),
      sessionRoom(actor.sessionId),
      ...(guestTicketId ? [ticketRoom(guestTicketId), ticketGuestsRoom(guestTicketId)] : []),
    ];
  }
  const rooms = [userRoom(actor.id), sessionRoom(actor.sessionId)];
  if (isStaffRole(actor.role)) {
    rooms.push(staffRoom(actor.organisationId));
  }
  if (actor.role === "agent") {
    rooms.push(...actor.teamIds.map(teamRoom));
  }
  if (actor.role === "admin" || actor.role === "viewer") {
    rooms.push(overseersRoom(actor.organisationId));
  }
  if (actor.role === "admin") {
    rooms.push(adminsRoom(actor.organisationId));
  }
  return rooms;
}
