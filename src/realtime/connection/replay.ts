import { z } from "zod";
import type { Page } from "@/features/tickets/schema";
import { foundTicket, type SeenTicket, type TicketToRead } from "@/features/tickets/server/read";
import { pool, type Sql } from "@/server/database/database";
import type { LogEvent } from "@/shared/events";
import type { ServerEvent, TicketEventName, VersionedEvent } from "@/shared/protocol/protocol";
import { badCursor, decodeCursor, encodeCursor } from "@/server/api/paging";
import { LIMITS } from "@/shared/limits";
import type { PageQuery } from "@/shared/paging";
import type { Actor } from "@/shared/roles";
import { jsonBytes } from "@/realtime/fanout/payload/fit-event";
import { EVENT_COLUMNS, toLogEvent } from "@/realtime/log/log-source";
import { presentEvent } from "@/realtime/fanout/payload/present-event";
import { loadEntities } from "@/realtime/fanout/payload/entities";

const READ_AT_ONCE = 25;

/** What a client missed: the events with their derived events, or that it has to fetch afresh. */
export type Replay = { version: number; events: VersionedEvent[] } | { version: number; resync: true };

/** The ticket's events after `since`, as this audience counts and sees them; too many, or a `since` from the future, is a resync. */
export async function replay(seen: SeenTicket, since: number, sql: Sql = pool()): Promise<Replay> {
  const version = seen.audience === "staff" ? seen.row.version : seen.row.public_version;
  if (since > version || version - since > LIMITS.replayMax) {
    return { version, resync: true };
  }
  // Most returning clients have missed nothing of the ticket that they have open: versions have no gaps, so there is nothing to read.
  if (since === version) {
    return { version, events: [] };
  }
  const missed: VersionedEvent[] = [];
  let left: number = LIMITS.replayBytes;
  let after = since;
  while (after < version) {
    const rows = await readMissed(sql, seen, after);
    const events = rows.flatMap(({ event }) => event ?? []);
    const entities = await loadEntities(sql, events);
    for (const shown of events.flatMap((event) => presentEvent(event, entities, seen.audience) ?? [])) {
      const one = withName(shown);
      left -= jsonBytes(one) + 1;
      if (left < 0) {
        return { version, resync: true };
      }
      missed.push(one);
    }
    after = rows[rows.length - 1]?.position ?? version;
  }
  return { version, events: missed };
}

function withName({ name, payload }: ServerEvent<TicketEventName>): VersionedEvent {
  return { name, ...payload };
}

/** A page of the missed events: one event may be 80 kB, so an oversized replay is not read to its end. */
async function readMissed(sql: Sql, seen: SeenTicket, after: number): Promise<ReadEvent[]> {
  return await readEvents(
    sql,
    seen,
    { after, before: Number.MAX_SAFE_INTEGER, isNewest: false },
    READ_AT_ONCE,
  );
}

/**
 * GET /api/tickets/{ticket}/events: the ticket's history in order, or with `order: "newest"` backwards, one entry an event
 * (derived events are for deliveries).
 */
export async function listHistory(
  actor: Actor,
  ticket: TicketToRead,
  page: PageQuery & { after: number; order?: "oldest" | "newest" },
): Promise<Page<VersionedEvent>> {
  const seen = await foundTicket(actor, ticket);
  const isNewest = page.order === "newest";
  const position = readVersion(page.cursor);
  const after = Math.min(page.after, LIMITS.versionMax);
  const range = isNewest
    ? { after, before: position ?? Number.MAX_SAFE_INTEGER, isNewest }
    : { after: position ?? after, before: Number.MAX_SAFE_INTEGER, isNewest };
  const rows = await readEvents(pool(), seen, range, page.limit + 1);
  const shown = rows.slice(0, page.limit);
  const events = shown.flatMap(({ event }) => event ?? []);
  const entities = await loadEntities(pool(), events);
  const items = events.flatMap((event) =>
    (presentEvent(event, entities, seen.audience) ?? []).slice(0, 1).map(withName),
  );
  // The next page begins after the last row that was read, whether or not that row is shown.
  const last = shown[shown.length - 1];
  return { items, nextCursor: rows.length > page.limit && last ? encodeCursor([last.position]) : null };
}

/** The version that a page of the history ended with, from its cursor. */
function readVersion(cursor: string | undefined): number | null {
  const position = decodeCursor(cursor, 1);
  if (position && !z.int32().safeParse(position[0]).success) {
    throw badCursor();
  }
  return position && Number(position[0]);
}

interface ReadEvent {
  /** The version that it has for this audience. */
  position: number;
  /** Null for one that this release does not know. */
  event: LogEvent | null;
}

async function readEvents(
  sql: Sql,
  seen: SeenTicket,
  { after, before, isNewest }: { after: number; before: number; isNewest: boolean },
  limit: number,
): Promise<ReadEvent[]> {
  const counted = seen.audience === "staff" ? "version" : "public_version";
  const { rows } = await sql.query<Parameters<typeof toLogEvent>[0] & { position: number }>(
    `SELECT ${EVENT_COLUMNS}, e.${counted}::int AS position FROM events e WHERE e.ticket_id = $1 AND e.${counted} > $2 AND e.${counted} < $3::bigint
     ORDER BY e.${counted} ${isNewest ? "DESC" : "ASC"} LIMIT $4`,
    [seen.row.id, after, before, limit],
  );
  return rows.map((row) => ({ position: row.position, event: toLogEvent(row) }));
}
