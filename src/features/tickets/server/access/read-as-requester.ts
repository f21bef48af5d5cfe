import { say } from "@/messages/server/say";
import { canViewAsRequester, ticketAudience } from "@/features/tickets/policy";
import { pool } from "@/server/database/database";
import { TEAM_IDS } from "@/server/api/session-rows";
import { AppError } from "@/shared/errors";
import type { Actor, Role } from "@/shared/roles";
import { findTicket, type SeenTicket } from "../read";

/**
 * In whose name a ticket is read, and which: the actor's own, or with `as: "requester"` its requester's, so that what comes out is what the same functions
 * give that person. A requester who sees the staff side for another reason is taken as anybody who asked for help: the view shows the public side and never a
 * note. Throws `not_found` where the actor does not see the ticket, and `forbidden` where they do not work on it.
 */
export async function readerOf(
  actor: Actor,
  ticket: string,
  as: "requester" | undefined,
): Promise<[reader: Actor, ticket: string]> {
  if (as === undefined) {
    return [actor, ticket];
  }
  const seen = await findTicket(actor, ticket);
  if (!canViewAsRequester(actor, seen.facts)) {
    throw new AppError("forbidden", say("refusals.tickets.viewAs"));
  }
  const requester = await readRequester(actor, seen);
  const facts = { ...seen.facts, isWatcher: false };
  const isStaff = ticketAudience(requester, facts) === "staff";
  // To its staff a merged ticket is another one: whose requester does not know its number.
  return [isStaff ? { ...requester, role: "user", teamIds: [] } : requester, seen.row.id];
}

async function readRequester(actor: Actor, { row }: SeenTicket): Promise<Actor> {
  const { rows } = await pool().query<{ id: string; name: string; role: Role; team_ids: string[] }>(
    `SELECT p.id, p.name, p.role, ${TEAM_IDS} AS team_ids FROM people p WHERE p.id = $1`,
    [row.requester_id],
  );
  const [person] = rows;
  if (!person) {
    throw new Error("a ticket has no requester");
  }
  return {
    id: person.id,
    organisationId: actor.organisationId,
    role: person.role,
    name: person.name,
    teamIds: person.team_ids,
    // What is read by it is never written by it.
    sessionId: actor.sessionId,
    guestTicketId: person.role === "guest" ? row.id : null,
  };
}
