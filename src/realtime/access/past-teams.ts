import { PRIVATE_FIELD_RULES } from "@/features/tickets/fields";
import type { Sql } from "@/server/database/database";
import type { LogEvent, TicketChanges } from "@/shared/events";

/** A ticket's changes of team, in the order of its versions. */
interface TeamChange {
  ticket_id: string;
  version: number;
  from: string | null;
  to: string | null;
}

/** Which team each ticket was in when, as far as these events ask. */
export type PastTeams = ReadonlyMap<string, readonly TeamChange[]>;

/**
 * Reads the past teams of tickets whose tags (or other fields that are private with a team) are in public
 * events. Such events are sent as they were; whether the public audience may see them depends on whether the
 * team of that time is private by now.
 */
export async function readPastTeams(sql: Sql, events: readonly LogEvent[]): Promise<PastTeams> {
  const ids = events.flatMap((event) =>
    event.type === "ticket:updated" && event.ticketId && isPrivateIn(event.data.publicChanges)
      ? event.ticketId
      : [],
  );
  if (ids.length === 0) {
    return new Map();
  }
  const { rows } = await sql.query<TeamChange>(
    `SELECT ticket_id, version, data->'changes'->'team'->>'from' AS "from", data->'changes'->'team'->>'to' AS "to"
     FROM events WHERE ticket_id = ANY($1::uuid[]) AND type = 'ticket:updated' AND data->'changes' ? 'team' ORDER BY version`,
    [[...new Set(ids)]],
  );
  const past = new Map<string, TeamChange[]>();
  for (const row of rows) {
    past.set(row.ticket_id, [...(past.get(row.ticket_id) ?? []), row]);
  }
  return past;
}

function isPrivateIn(changes: TicketChanges): boolean {
  return PRIVATE_FIELD_RULES.some(({ kind, shown }) => kind !== "team" && changes[shown] !== undefined);
}

/** All teams that `past` names. */
export function teamsOfPast(past: PastTeams): string[] {
  return [...past.values()].flatMap((changes) =>
    changes.flatMap(({ from, to }) => [from, to].flatMap((id) => id ?? [])),
  );
}

/** The ticket's team just before and just after the version that an event made; `now` is its current team. */
export function teamsAround(
  past: PastTeams,
  ticketId: string,
  version: number,
  now: string | null,
): { before: string | null; after: string | null } {
  const changes = past.get(ticketId) ?? [];
  const own = changes.find((change) => change.version === version);
  const later = changes.find((change) => change.version > version);
  const after = own ? own.to : later ? later.from : now;
  return { before: own ? own.from : after, after };
}
