import pg from "pg";
import { readPosition } from "@/realtime/log/log-source";
import { eventDataSchemas, type EventType } from "@/shared/events";
import { ROLES } from "@/shared/roles";
import { z } from "zod";
import type { RightsChange } from "./rights";

/** One row of the log, with what the judge needs of its data. */
export interface LogRow {
  id: string;
  type: EventType;
  audience: "public" | "staff" | null;
  ticketId: string | null;
  version: number | null;
  publicVersion: number | null;
  subjectId: string | null;
  /** When its transaction was committed, by the database's own record; milliseconds since the epoch. */
  committed: number;
  /** Team and tags before it, where it changed them. */
  teamBefore?: string | null;
  /** Its requester before it, where a merge of accounts changed it. */
  requesterBefore?: string;
  tagsBefore?: unknown;
  /** The people and notifications that it announces. */
  receivers?: { personId: string; notificationId: string }[];
  /** What it ended: a session, all of a person's, or (role, teams) the rights of their connections. */
  ending?: { personId: string; sessionId: string | null; exceptSessionId: string | null; isSession: boolean };
}

/** A ticket as it is now. */
export interface TicketNow {
  id: string;
  requesterId: string;
  teamId: string | null;
  tags: unknown;
}

/** One read of a database. */
export interface HistoryRows {
  epoch: string;
  snapshot: string;
  events: LogRow[];
  tickets: TicketNow[];
  changes: RightsChange[];
  sealedTeams: string[];
}

const changeSchema = z.looseObject({
  role: z.enum(ROLES).optional(),
  teamIds: z.array(z.string()).optional(),
  disabled: z.boolean().optional(),
});
const mergeSchema = z.looseObject({ into: z.string() });
const COMMITTED = (xid: string): string =>
  `(extract(epoch FROM pg_xact_commit_timestamp(${xid})) * 1000)::float8`;

/** Reads what is new in the log since `previous` (a snapshot; null: everything), and the rest as it is now, in one snapshot. */
export async function readHistoryRows(url: string, previous: string | null): Promise<HistoryRows> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const { epoch, snapshot } = await readPosition(client);
    const news = `e.xid >= pg_snapshot_xmax($1::pg_snapshot) OR e.xid = ANY(ARRAY(SELECT pg_snapshot_xip($1::pg_snapshot)))`;
    const { rows: events } = await client.query<Parameters<typeof toRow>[0]>(
      `SELECT e.id, e.type, e.audience, e.ticket_id, e.version, e.public_version, e.subject_id, e.data,
         ${COMMITTED("e.xid::xid")} AS committed FROM events e WHERE $1::text IS NULL OR ${news}`,
      [previous],
    );
    const { rows: tickets } = await client.query<TicketNow>(
      'SELECT id, requester_id AS "requesterId", team_id AS "teamId", tags FROM tickets',
    );
    const { rows: audit } = await client.query<{ person: string; action: string; data: unknown; at: number }>(
      // By the event of the same transaction: the entry itself is written again when it is sealed.
      `SELECT a.subject_id AS person, a.action, a.data, ${COMMITTED("e.xid::xid")} AS at
       FROM audit_entries a JOIN events e ON e.type = 'audit:added' AND e.data->>'entryId' = a.id::text 
       WHERE a.action IN ('person.changed', 'person.merged')`,
    );
    const { rows: teams } = await client.query<{ id: string }>("SELECT id FROM teams WHERE is_private");
    return {
      epoch,
      snapshot,
      events: events.map(toRow),
      tickets,
      changes: audit.map(({ person, action, data, at }) => {
        if (action === "person.merged") {
          return { personId: person, disabled: true, mergedInto: mergeSchema.parse(data).into, at };
        }
        const { role, teamIds, disabled } = changeSchema.parse(data);
        return { personId: person, role, teamIds, disabled, at };
      }),
      sealedTeams: teams.map((team) => team.id),
    };
  } finally {
    await client.end().catch(() => undefined);
  }
}

function toRow(row: {
  id: string;
  type: EventType;
  audience: "public" | "staff" | null;
  ticket_id: string | null;
  version: number | null;
  public_version: number | null;
  subject_id: string | null;
  data: unknown;
  committed: number;
}): LogRow {
  const event: LogRow = {
    id: row.id,
    type: row.type,
    audience: row.audience,
    ticketId: row.ticket_id,
    version: row.version,
    publicVersion: row.public_version,
    subjectId: row.subject_id,
    committed: row.committed,
  };
  switch (row.type) {
    case "ticket:updated": {
      const { changes } = eventDataSchemas["ticket:updated"].parse(row.data);
      const { team, tags, requester } = changes;
      return {
        ...event,
        ...(team ? { teamBefore: typeof team.from === "string" ? team.from : null } : {}),
        ...(tags ? { tagsBefore: tags.from } : {}),
        ...(typeof requester?.from === "string" ? { requesterBefore: requester.from } : {}),
      };
    }
    case "session:ended": {
      const { personId, sessionId, exceptSessionId } = eventDataSchemas["session:ended"].parse(row.data);
      return { ...event, ending: { personId, sessionId, exceptSessionId, isSession: true } };
    }
    case "person:changed": {
      const { personId } = eventDataSchemas["person:changed"].parse(row.data);
      return { ...event, ending: { personId, sessionId: null, exceptSessionId: null, isSession: false } };
    }
    case "notification:added":
      return { ...event, receivers: eventDataSchemas["notification:added"].parse(row.data).receivers };
    default:
      return event;
  }
}
