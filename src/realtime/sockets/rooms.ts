import type { Language } from "@/messages/locale";
import type { Scopes } from "@/server/api/token-scope";
import type { Actor } from "@/shared/roles";
import { isStaffRole } from "@/shared/roles";

/** All staff of an organisation. */
export function staffRoom(organisationId: string): string {
  return `org:${organisationId}:staff`;
}

/** The admins of an organisation who read this language. */
export function adminsRoom(organisationId: string, language: Language): string {
  return `org:${organisationId}:admins:${language}`;
}

/** Admins and viewers, who see every private team's tickets, also of teams that are created later. */
export function adminsAndViewersRoom(organisationId: string): string {
  return `org:${organisationId}:overseers`;
}

/** Everybody of an organisation who has an account and is no staff. */
export function requestersRoom(organisationId: string): string {
  return `org:${organisationId}:requesters`;
}

/** The members of a team, whatever their role: for what is announced to the team itself, not about its tickets. */
export function membersRoom(teamId: string): string {
  return `team:${teamId}:members`;
}

/** The agents of a team. */
export function teamRoom(teamId: string): string {
  return `team:${teamId}`;
}

/** All sockets of one person. */
export function userRoom(personId: string): string {
  return `user:${personId}`;
}

/** All sockets of guests of an organisation: for what everybody sees, before signing in too. */
export function guestsRoom(organisationId: string): string {
  return `org:${organisationId}:guests`;
}

/** All sockets of one guest, only to end their sessions: a guest receives the events of their ticket alone. */
export function guestRoom(personId: string): string {
  return `guest:${personId}`;
}

/** All sockets of one session: the tabs of one browser. */
export function sessionRoom(sessionId: string): string {
  return `session:${sessionId}`;
}

/** The sockets that have the ticket open, in its public audience. */
export function ticketRoom(ticketId: string): string {
  return `ticket:${ticketId}`;
}

/** Guests whose link opens the ticket: they are always in its public room. */
export function ticketGuestsRoom(ticketId: string): string {
  return `ticket:${ticketId}:guests`;
}

/** The sockets that have the ticket open, in its staff audience. */
export function ticketStaffRoom(ticketId: string): string {
  return `ticket:${ticketId}:staff`;
}

/** The ticket of a room whose sockets have the ticket open; null for any other room. */
export function ticketIdOfRoom(room: string): string | null {
  return /^ticket:([^:]+)(:staff)?$/.exec(room)?.[1] ?? null;
}

/** The rooms of this ticket's staff audience, whether they have it open or not. */
export function staffRoomsOf(ticket: { organisationId: string; privateTeamId: string | null }): string[] {
  return ticket.privateTeamId === null
    ? [staffRoom(ticket.organisationId)]
    : [teamRoom(ticket.privateTeamId), adminsAndViewersRoom(ticket.organisationId)];
}

/**
 * The rooms that a socket is always in. A guest's socket receives its one ticket and how the organisation looks, and what is for admins
 * goes to no personal token that the admin area is closed to.
 */
export function roomsOf({ actor, scopes }: { actor: Actor; scopes: Scopes }, language: Language): string[] {
  if (actor.role === "guest") {
    const { guestTicketId } = actor;
    return [
      guestRoom(actor.id),
      guestsRoom(actor.organisationId),
      sessionRoom(actor.sessionId),
      ...(guestTicketId ? [ticketRoom(guestTicketId), ticketGuestsRoom(guestTicketId)] : []),
    ];
  }
  const rooms = [userRoom(actor.id), sessionRoom(actor.sessionId), ...actor.teamIds.map(membersRoom)];
  rooms.push(
    isStaffRole(actor.role) ? staffRoom(actor.organisationId) : requestersRoom(actor.organisationId),
  );
  if (actor.role === "agent") {
    rooms.push(...actor.teamIds.map(teamRoom));
  }
  if (actor.role === "admin" || actor.role === "viewer") {
    rooms.push(adminsAndViewersRoom(actor.organisationId));
  }
  if (actor.role === "admin" && (scopes === null || scopes.includes("admin"))) {
    rooms.push(adminsRoom(actor.organisationId, language));
  }
  return rooms;
}
