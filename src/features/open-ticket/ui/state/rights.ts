import {
  canAssign,
  canChangeField,
  canChangeOwn,
  canComment,
  canDeleteTicket,
  canNote,
  canWorkOn,
  type TicketFacts,
} from "@/features/tickets/policy";
import type { TicketDto, TicketField } from "@/features/tickets/schema";
import type { Actor } from "@/shared/roles";

/** What a person may do with an open ticket. The server decides again; this only decides what is offered. */
export interface TicketRights {
  /** Whether they belong to its staff audience. */
  isStaff: boolean;
  /** Whether they work on it: agents and admins of the staff audience. */
  canWork: boolean;
  mayReply: boolean;
  mayNote: boolean;
  mayAssign: boolean;
  mayDelete: boolean;
  mayChange(field: TicketField, value?: unknown): boolean;
  mayChangeOwn(thing: { ownerId: string; internal: boolean }): boolean;
}

/** Only the staff audience sees the watchers. */
export function isStaffAudience(ticket: Pick<TicketDto, "watchers">): boolean {
  return ticket.watchers !== undefined;
}

/** The rules of policy.ts, applied to the page's ticket. */
export function rightsOn(viewer: Actor, ticket: TicketDto): TicketRights {
  const isStaff = isStaffAudience(ticket);
  // Staff of the public audience (with their own ticket in another's private team) are requesters there.
  const actor: Actor = isStaff || viewer.role === "guest" ? viewer : { ...viewer, role: "user" };
  const facts: TicketFacts = {
    id: ticket.id,
    organisationId: viewer.organisationId,
    teamId: ticket.team?.id ?? null,
    teamIsPrivate: ticket.team?.isPrivate ?? false,
    requesterId: ticket.requester.id,
    isWatcher: ticket.watching ?? false,
    isDeleted: false,
  };
  return {
    isStaff,
    canWork: canWorkOn(actor, facts),
    mayReply: canComment(actor, facts),
    mayNote: canNote(actor, facts),
    mayAssign: canWorkOn(actor, facts) && canAssign(actor, facts),
    mayDelete: isStaff && canDeleteTicket(actor),
    mayChange: (field, value) =>
      ticket.mergedAt === null && canChangeField(actor, { ...facts, status: ticket.status }, field, value),
    mayChangeOwn: (thing) => canChangeOwn(actor, facts, thing),
  };
}
