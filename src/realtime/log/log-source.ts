import type { Sql } from "@/server/database/database";
import { log } from "@/server/process/log";
import { countPassedOver } from "@/server/metrics/reader";
import { eventDataSchemas, type EventType, type LogEvent } from "@/shared/events";
import { unseenSql } from "./log-unseen";

/** What one poll of the log returns: where it stands now, and what the poll before could not see. */
export interface LogRead {
  epoch: string;
  snapshot: string;
  events: LogEvent[];
  /** Rows of known types that cannot be read: the change happened, but nobody can be sent the event. */
  unreadable: EventRow[];
  /** True when there is more than a batch can hold: every client has to fetch afresh. */
  overflow: boolean;
}

/** An event as the database gives it. */
export interface EventRow {
  id: string;
  type: string;
  organisation_id: string;
  audience: "public" | "staff" | null;
  ticket_id: string | null;
  version: number | null;
  public_version: number | null;
  actor_id: string | null;
  subject_id: string | null;
  data: unknown;
  at: string | Date;
}

const BATCH = 5_000;
const PATHS_TOLD = 5;

/** The columns of an event as `toLogEvent` reads them, of an `events` aliased `e`. */
export const EVENT_COLUMNS =
  "e.id, e.type, e.organisation_id, e.audience, e.ticket_id, e.version, e.public_version, e.actor_id, e.subject_id, e.data, e.at";

/**
 * The epoch changes when the log is not the continuation of what it was: another cluster, a timeline after a restore
 * in PostgreSQL, or a number that our own restore raises.
 */
export const EPOCH_SQL = `(SELECT (SELECT system_identifier FROM pg_control_system()) || '.' || (SELECT timeline_id FROM pg_control_checkpoint()) || '.' || restores FROM installation WHERE id = 1)`;

/** Where the log stands now: the cursor of a reader that starts. */
export async function readPosition(sql: Sql): Promise<{ epoch: string; snapshot: string }> {
  const { rows } = await sql.query<{ epoch: string; snapshot: string }>(
    `SELECT ${EPOCH_SQL} AS epoch, pg_current_snapshot()::text AS snapshot`,
  );
  const row = rows[0];
  if (!row) {
    throw new Error("the log's position cannot be read");
  }
  return row;
}

/**
 * One statement, so that snapshot and rows belong together: the rows of transactions that were not visible in
 * `previous` (not begun, or in flight then) and are now. A transaction that stays open costs and delays nothing: its id
 * is merely looked up again. Sorted so that each ticket's versions come in order (ids and xids are not commit order).
 */
export async function readLog(sql: Sql, previous: string): Promise<LogRead> {
  const { rows } = await sql.query<{ epoch: string; snapshot: string; events: EventRow[] | null }>(
    `SELECT ${EPOCH_SQL} AS epoch, pg_current_snapshot()::text AS snapshot, (
       SELECT json_agg(e) FROM (${unseenSql(EVENT_COLUMNS, BATCH + 1)} LIMIT ${BATCH + 1}) e) AS events`,
    [previous],
  );
  const row = rows[0];
  if (!row) {
    throw new Error("the log cannot be read");
  }
  const rowsRead = row.events ?? [];
  const events = rowsRead.flatMap((event) => toLogEvent(event) ?? []);
  const readable = new Set(events.map(({ id }) => id));
  return {
    epoch: row.epoch,
    snapshot: row.snapshot,
    events: inOrder(events),
    unreadable:
      readable.size === rowsRead.length
        ? []
        : rowsRead.filter(({ id, type }) => isEventType(type) && !readable.has(id)),
    overflow: rowsRead.length > BATCH,
  };
}

/**
 * Reads a row back as an event; null for a type that this release does not know (a newer one wrote it during a deploy), which
 * is counted, and for one that does not fit its schema, which is an error in the log too.
 */
export function toLogEvent(row: EventRow): LogEvent | null {
  if (!isEventType(row.type)) {
    countPassedOver("newer");
    return null;
  }
  const data = eventDataSchemas[row.type].safeParse(row.data);
  if (!data.success) {
    countPassedOver("unreadable");
    const paths = data.error.issues.slice(0, PATHS_TOLD).map(({ path }) => path.join("."));
    log().error({ eventId: row.id, type: row.type, paths }, "an event of the log cannot be read");
    return null;
  }
  // The data was parsed by the schema of this very type, which TypeScript cannot follow across the union.
  return {
    id: row.id,
    type: row.type,
    organisationId: row.organisation_id,
    audience: row.audience,
    ticketId: row.ticket_id,
    version: row.version,
    publicVersion: row.public_version,
    actorId: row.actor_id,
    subjectId: row.subject_id,
    data: data.data,
    at: new Date(row.at),
  } as LogEvent;
}

/** By ticket and version; events without a version keep their order in time, after their ticket's. */
function inOrder(events: LogEvent[]): LogEvent[] {
  return events.sort(
    (a, b) =>
      compare(a.ticketId ?? "", b.ticketId ?? "") ||
      (a.version ?? Number.MAX_SAFE_INTEGER) - (b.version ?? Number.MAX_SAFE_INTEGER) ||
      a.at.getTime() - b.at.getTime() ||
      compare(a.id, b.id),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventDataSchemas, type);
}
