import { say } from "@/messages/server/say";
import { accessRules, ticketAudience, type AccessRule, type Observer } from "@/features/tickets/policy";
import { ACCESS_RULES, type PersonAccess, type PersonAccessQuery } from "@/features/tickets/schema";
import { openedBy, visibleTickets } from "@/features/ticket-record/server/read-visibility";
import { TEAM_IDS } from "@/server/api/session-rows";
import { decodeCursor, toPage } from "@/server/api/paging";
import { pool } from "@/server/database/database";
import { Params } from "@/server/database/params";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor, Role } from "@/shared/roles";

/** Enough to see that it is many; counting goes no further. */
const COUNTED = 10_000;

/**
 * GET /api/admin/users/{id}/access: which tickets a person sees, by which rules of the policy, and how many by each; for admins. Throws `not_found` for
 * nobody of the organisation.
 */
export async function listPersonAccess(
  actor: Actor,
  personId: string,
  query: PersonAccessQuery,
): Promise<PersonAccess> {
  const person = await findPerson(actor, personId);
  if (person.isDisabled) {
    return { counts: [], none: "disabled", items: [], nextCursor: null };
  }
  const counts: PersonAccess["counts"] = [];
  for (const code of ACCESS_RULES) {
    const count = await countOpened(code, person);
    if (count > 0) {
      counts.push({ code, count: Math.min(count, COUNTED), isMore: count > COUNTED });
    }
  }
  const page = await listOpened(person, query);
  return { counts, none: counts.length === 0 ? "not_involved" : null, ...page };
}

/** What decides which tickets a person sees. */
interface FoundPerson extends Observer {
  isDisabled: boolean;
  /** When a guest got the link to their ticket, where it still works. */
  linkSince: Date | null;
}

/** A person of the actor's organisation, by what decides which tickets they see. Throws `not_found`. */
export async function findPerson(actor: Actor, personId: string): Promise<FoundPerson> {
  const { rows } = await pool().query<{
    id: string;
    role: Role;
    team_ids: string[];
    is_disabled: boolean;
    guest_ticket_id: string | null;
    link_since: Date | null;
  }>(
    `SELECT p.id, p.role, ${TEAM_IDS} AS team_ids, p.disabled_at IS NOT NULL AS is_disabled,
       l.ticket_id AS guest_ticket_id, l.created_at AS link_since
     FROM people p LEFT JOIN LATERAL (
       SELECT s.ticket_id, s.created_at FROM sessions s
       WHERE s.person_id = p.id AND s.kind = 'guest' AND s.ended_at IS NULL AND s.expires_at > now()
       ORDER BY s.created_at DESC LIMIT 1) l ON p.role = 'guest'
     WHERE p.id = $1 AND p.organisation_id = $2`,
    [isUuid(personId) ? personId : null, actor.organisationId],
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
    guestTicketId: row.guest_ticket_id,
    isDisabled: row.is_disabled,
    linkSince: row.link_since,
  };
}

async function countOpened(rule: AccessRule, person: FoundPerson): Promise<number> {
  const params = new Params();
  const conditions = `${visibleTickets(person, params)} AND ${openedBy(rule, person, params)}`;
  const { rows } = await pool().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM tickets t WHERE ${conditions} LIMIT ${COUNTED + 1}) found`,
    params.values,
  );
  return rows[0]?.count ?? 0;
}

interface OpenedRow {
  id: string;
  number: number;
  title: string;
  team_id: string | null;
  team_name: string | null;
  team_is_private: boolean;
  requester_id: string;
  watching_since: Date | null;
  member_since: Date | null;
}

async function listOpened(
  person: FoundPerson,
  query: PersonAccessQuery,
): Promise<Pick<PersonAccess, "items" | "nextCursor">> {
  const after = decodeCursor(query.cursor, 1);
  const params = new Params();
  const conditions = [visibleTickets(person, params)];
  if (query.rule !== undefined) {
    conditions.push(openedBy(query.rule, person, params));
  }
  if (after) {
    conditions.push(`t.number < ${params.add(Number(after[0]) || 0)}`);
  }
  const me = params.add(person.id);
  const { rows } = await pool().query<OpenedRow>(
    `SELECT t.id, t.number, t.title, t.team_id, tm.name AS team_name, coalesce(tm.is_private, false) AS team_is_private, t.requester_id,
       (SELECT w.created_at FROM watchers w WHERE w.ticket_id = t.id AND w.person_id = ${me}::uuid) AS watching_since,
       (SELECT m.created_at FROM team_members m WHERE m.team_id = t.team_id AND m.person_id = ${me}::uuid) AS member_since
     FROM tickets t LEFT JOIN teams tm ON tm.id = t.team_id
     WHERE ${conditions.join(" AND ")} ORDER BY t.number DESC LIMIT ${params.add(query.limit + 1)}`,
    params.values,
  );
  return toPage(
    rows,
    query.limit,
    (row) => [row.number],
    (row) => presentOpened(person, row),
  );
}

function presentOpened(person: FoundPerson, row: OpenedRow): PersonAccess["items"][number] {
  const { id, number, title } = row;
  const facts = {
    id,
    organisationId: person.organisationId,
    teamId: row.team_id,
    teamIsPrivate: row.team_is_private,
    requesterId: row.requester_id,
    isWatcher: row.watching_since !== null,
    isDeleted: false,
  };
  const since: Partial<Record<AccessRule, Date | null>> = {
    watcher: row.watching_since,
    agent_of_team: row.member_since,
    guest_link: person.linkSince,
  };
  const team =
    row.team_id !== null && row.team_name !== null ? { id: row.team_id, name: row.team_name } : null;
  return {
    ticket: { id, number, title },
    audience: ticketAudience(person, facts) ?? "public",
    reasons: accessRules(person, facts).map((code) => ({
      code,
      ...(since[code] ? { since: since[code].toISOString() } : {}),
      ...(code === "agent_of_team" && team !== null ? { team } : {}),
    })),
  };
}
