import { say } from "@/messages/server/say";
import { ticketAudience, type TicketFacts } from "@/features/tickets/policy";
import type { TicketDto } from "@/features/tickets/schema";
import { personJson, presentPerson, type PersonRow } from "@/features/users/server/present";
import { pool, type Sql } from "@/server/database/database";
import { AppError } from "@/shared/errors";
import type { Audience } from "@/shared/events";
import type { Actor } from "@/shared/roles";
import { presentTicket } from "./present";
import { factsOf, TICKET_JOINS, TICKET_SELECT, type TicketRow } from "./read-row";
import { familyChanged, lockFamilies } from "@/features/ticket-record/server/read-family";
import { ticketColumn } from "@/shared/ids";
import { readMergedTickets } from "./merge/read-merged";

/** A ticket that the actor may see, with their audience. */
export interface SeenTicket {
  row: TicketRow;
  facts: TicketFacts;
  audience: Audience;
  /** Up to which version the actor has read it, as their audience counts. */
  lastReadVersion: number;
  /** The ticket that it follows up on. */
  followsId: string | null;
  /** Whether it is, or was, merged with others: then what is said in one may be shown in the others. */
  hasFamily: boolean;
}

/** In which transaction something is looked for, and whether its ticket's row is taken for the rest of it. */
export interface ReadOptions {
  sql?: Sql;
  lock?: boolean;
  /** Whether a merged ticket is meant itself, also by staff. */
  isItself?: boolean;
}

/**
 * Finds a ticket by id or number as the actor may see it; throws `not_found` for others, so that "does not
 * exist" and "is not yours" look the same. `lock` locks the row for the rest of the transaction. (Not its
 * key: a transaction that refers to the ticket without changing it, as the log consumer's, neither waits nor
 * blocks.)
 */
export async function findTicket(
  actor: Actor,
  ticket: string,
  locking: ReadOptions = {},
): Promise<SeenTicket> {
  const found = await findTicketOrNull(actor, ticket, locking);
  if (!found) {
    throw new AppError("not_found", say("refusals.tickets.unknown"));
  }
  return found;
}

/** A ticket as the actor may see it: by id or number, or found for this actor a moment ago, for all that one answer says of it. */
export type TicketToRead = string | SeenTicket;

/** The ticket to read from; throws `not_found`. */
export async function foundTicket(actor: Actor, ticket: TicketToRead): Promise<SeenTicket> {
  return typeof ticket === "string" ? await findTicket(actor, ticket) : ticket;
}

/**
 * As `findTicket`, with null instead of `not_found`. For its staff a merged ticket is the one that it was merged into, which they
 * see as well (see merge/); its requester and watchers, who may not see that one, go on in their own.
 */
export async function findTicketOrNull(
  actor: Actor,
  ticket: string,
  options: ReadOptions = {},
): Promise<SeenTicket | null> {
  const { sql = pool(), lock = false } = options;
  const column = ticketColumn(ticket);
  if (!column) {
    return null;
  }
  const { organisationId } = actor;
  const family = lock ? await lockFamilies(sql, { column, ticket, organisationId }) : [];
  const seen = await readSeen(actor, { column, ticket }, sql);
  if (lock && seen?.hasFamily && family.length < 2) {
    // It was merged while this waited for its row: the others' rows have to be locked before.
    throw familyChanged();
  }
  if (!seen || seen.audience !== "staff" || seen.row.merged_into_id === null || options.isItself) {
    return seen;
  }
  const target = await findTicketOrNull(actor, seen.row.merged_into_id, { sql });
  return target?.audience === "staff" ? target : seen;
}

async function readSeen(
  actor: Actor,
  { column, ticket }: { column: "id" | "number"; ticket: string },
  sql: Sql,
): Promise<SeenTicket | null> {
  const { rows } = await sql.query<
    TicketRow & {
      is_watcher: boolean;
      read_version: number | null;
      read_public_version: number | null;
      follows_id: string | null;
      has_family: boolean;
    }
  >(
    `SELECT ${TICKET_SELECT}, EXISTS (SELECT 1 FROM watchers w WHERE w.ticket_id = t.id AND w.person_id = $2) AS is_watcher,
       rd.version AS read_version, rd.public_version AS read_public_version,
       (SELECT f.follows_id FROM follow_ups f WHERE f.ticket_id = t.id) AS follows_id,
       EXISTS (SELECT 1 FROM ticket_merges g WHERE g.ticket_id = t.id) OR EXISTS (SELECT 1 FROM ticket_merges g WHERE g.into_id = t.id) AS has_family
     FROM tickets t ${TICKET_JOINS} LEFT JOIN reads rd ON rd.ticket_id = t.id AND rd.person_id = $2
     WHERE t.${column} = $1 AND t.organisation_id = $3`,
    [ticket, actor.id, actor.organisationId],
  );
  const row = rows[0];
  if (!row) {
    return null;
  }
  const facts = factsOf(row, row.is_watcher);
  const audience = ticketAudience(actor, facts);
  if (!audience) {
    return null;
  }
  return {
    row,
    facts,
    audience,
    lastReadVersion: (audience === "staff" ? row.read_version : row.read_public_version) ?? 0,
    followsId: row.follows_id,
    hasFamily: row.has_family,
  };
}

/** GET /api/tickets/{ticket}: the ticket as the actor sees it, with their read position, whether they watch it, and for staff the watchers. */
export async function getTicket(actor: Actor, ticket: string, sql: Sql = pool()): Promise<TicketDto> {
  return presentSeen(actor, await findTicket(actor, ticket, { sql }), sql);
}

/** A repeated answer under its key: a caller who has left the staff audience since gets the ticket as they see it now. */
export async function asStillSeen(actor: Actor, ticket: TicketDto): Promise<TicketDto> {
  // Only the staff audience sees watchers.
  return ticket.watchers === undefined
    ? ticket
    : await findTicketOrNull(actor, ticket.id).then((seen) =>
        seen?.audience === "public" ? presentSeen(actor, seen) : ticket,
      );
}

/** A ticket with the actor's personal fields. */
export async function presentSeen(actor: Actor, seen: SeenTicket, sql: Sql = pool()): Promise<TicketDto> {
  const watchers = seen.audience === "staff" ? await readWatchers(seen.row.id, sql) : [];
  const followed = seen.followsId === null ? null : await findTicketOrNull(actor, seen.followsId, { sql });
  const merged = seen.audience === "staff" && seen.hasFamily ? await readMergedTickets(seen.row.id, sql) : [];
  const target = seen.row.merged_into_id
    ? await findTicketOrNull(actor, seen.row.merged_into_id, { sql })
    : null;
  return {
    ...presentTicket(seen.row, seen.audience),
    lastReadVersion: seen.lastReadVersion,
    watching: seen.facts.isWatcher,
    ...(followed
      ? {
          followUpOf: {
            id: followed.row.id,
            number: followed.row.number,
            title: followed.row.title,
          },
        }
      : {}),
    ...(target
      ? { mergedInto: { id: target.row.id, number: target.row.number, title: target.row.title } }
      : {}),
    ...(seen.audience === "staff" ? { mergedTickets: merged } : {}),
    ...(seen.audience === "staff"
      ? { watchers: watchers.map((watcher) => presentPerson(watcher, "staff")) }
      : {}),
  };
}

async function readWatchers(ticketId: string, sql: Sql): Promise<PersonRow[]> {
  const { rows } = await sql.query<{ person: PersonRow }>(
    `SELECT ${personJson("p")} AS person FROM watchers w JOIN people p ON p.id = w.person_id WHERE w.ticket_id = $1 ORDER BY w.created_at, p.id`,
    [ticketId],
  );
  return rows.map((row) => row.person);
}
