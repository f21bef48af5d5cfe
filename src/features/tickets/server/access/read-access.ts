import { say } from "@/messages/server/say";
import { accessRules, canExplainAccess, ticketAudience, type Observer } from "@/features/tickets/policy";
import type { AccessRule, TicketFacts } from "@/features/tickets/policy";
import type { TicketAccess } from "@/features/tickets/schema";
import { TEAM_IDS } from "@/server/api/session-rows";
import { pool } from "@/server/database/database";
import { AppError } from "@/shared/errors";
import type { Actor, Role } from "@/shared/roles";
import { findTicket } from "../read";

/**
 * GET /api/tickets/{ticket}/access: whether a person sees the ticket, which side of it, and by which rules of the policy;
 * where nothing is seen, what stands in the way. For admins. Throws `not_found` for nobody of the organisation.
 */
export async function explainAccess(
  actor: Actor,
  question: { ticket: string; personId: string },
): Promise<TicketAccess> {
  const { row, facts } = await findTicket(actor, question.ticket);
  if (!canExplainAccess(actor)) {
    throw new AppError("forbidden", say("refusals.tickets.accessForAdmins"));
  }
  const person = await findObserver(actor, {
    ticketId: row.id,
    teamId: facts.teamId,
    personId: question.personId,
  });
  const about: TicketFacts = { ...facts, isWatcher: person.watchingSince !== null };
  const team = row.team && facts.teamId !== null ? { id: facts.teamId, name: row.team.name } : null;
  if (person.isDisabled) {
    return { canSee: false, audience: null, reasons: [{ code: "disabled" }] };
  }
  const audience = ticketAudience(person, about);
  if (audience === null) {
    const isShutOut = person.role === "agent" && team !== null;
    return {
      canSee: false,
      audience,
      reasons: [isShutOut ? { code: "private_team", team } : { code: "not_involved" }],
    };
  }
  const since: Partial<Record<AccessRule, Date | null>> = {
    watcher: person.watchingSince,
    agent_of_team: person.memberSince,
    guest_link: person.linkSince,
  };
  return {
    canSee: true,
    audience,
    reasons: accessRules(person, about).map((code) => ({
      code,
      ...(since[code] ? { since: since[code].toISOString() } : {}),
      ...(code === "agent_of_team" && team !== null ? { team } : {}),
    })),
  };
}

interface FoundObserver extends Observer {
  isDisabled: boolean;
  watchingSince: Date | null;
  memberSince: Date | null;
  /** When a guest got a link to this ticket that still works. */
  linkSince: Date | null;
}

async function findObserver(
  actor: Actor,
  { ticketId, teamId, personId }: { ticketId: string; teamId: string | null; personId: string },
): Promise<FoundObserver> {
  const { rows } = await pool().query<{
    id: string;
    role: Role;
    team_ids: string[];
    is_disabled: boolean;
    watching_since: Date | null;
    member_since: Date | null;
    link_since: Date | null;
  }>(
    `SELECT p.id, p.role, ${TEAM_IDS} AS team_ids, p.disabled_at IS NOT NULL AS is_disabled,
       (SELECT w.created_at FROM watchers w WHERE w.ticket_id = $3 AND w.person_id = p.id) AS watching_since,
       (SELECT m.created_at FROM team_members m WHERE m.team_id = $4 AND m.person_id = p.id) AS member_since,
       (SELECT min(s.created_at) FROM sessions s WHERE s.person_id = p.id AND s.kind = 'guest' AND s.ticket_id = $3
         AND s.ended_at IS NULL AND s.expires_at > now()) AS link_since
     FROM people p WHERE p.id = $1 AND p.organisation_id = $2`,
    [personId, actor.organisationId, ticketId, teamId],
  );
  const row = rows[0];
  if (!row) {
    throw new AppError("not_found", say("refusals.users.unknown"));
  }
  return {
    id: row.id,
    organisationId: actor.organisationId,
    role: row.role,
    teamIds: row.team_ids,
    guestTicketId: row.link_since === null ? null : ticketId,
    isDisabled: row.is_disabled,
    watchingSince: row.watching_since,
    memberSince: row.member_since,
    linkSince: row.link_since,
  };
}
