import { v7 } from "uuid";
import type { Audience, EventData, EventType } from "@/shared/events";
import type { Transaction } from "@/server/database/database";

/** An event to write; `version` and `publicVersion` only where the event counts them. */
export interface NewEvent<T extends EventType = EventType> {
  type: T;
  organisationId: string;
  actorId: string | null;
  data: EventData<T>;
  audience?: Audience;
  ticketId?: string;
  version?: number;
  publicVersion?: number | null;
  subjectId?: string;
  at?: Date;
}

const COLUMNS = [
  "id",
  "organisation_id",
  "type",
  "audience",
  "ticket_id",
  "version",
  "public_version",
  "actor_id",
  "subject_id",
  "data",
  "at",
] as const;

const INSERT = `${insertEventSql()} VALUES (${COLUMNS.map((_, index) => `$${index + 1}`).join(", ")})`;

/**
 * The socket helper: writes one row of the log, in the transaction of the change. Everything that follows
 * (sockets, notifications, mail) is done by readers of the log. Returns the event's id.
 */
export async function emit<T extends EventType>(tx: Transaction, event: NewEvent<T>): Promise<string> {
  const id = newEventId();
  const values: Record<(typeof COLUMNS)[number], unknown> = {
    id,
    organisation_id: event.organisationId,
    type: event.type,
    audience: event.audience ?? null,
    ticket_id: event.ticketId ?? null,
    version: event.version ?? null,
    public_version: event.publicVersion ?? null,
    actor_id: event.actorId,
    subject_id: event.subjectId ?? null,
    data: eventData(event.type, event.data),
    at: event.at ?? new Date(),
  };
  await tx.query(
    INSERT,
    COLUMNS.map((column) => values[column]),
  );
  tx.emitted = true;
  return id;
}

/** As `emit`, for many events of the same transaction, in one statement. */
export async function emitMany(tx: Transaction, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) {
    return;
  }
  const rows = events.map((event) => ({
    id: newEventId(),
    organisation_id: event.organisationId,
    type: event.type,
    audience: event.audience ?? null,
    ticket_id: event.ticketId ?? null,
    version: event.version ?? null,
    public_version: event.publicVersion ?? null,
    actor_id: event.actorId,
    subject_id: event.subjectId ?? null,
    data: event.data,
    at: (event.at ?? new Date()).toISOString(),
  }));
  await tx.query(
    `${insertEventSql()} SELECT ${COLUMNS.join(", ")} FROM jsonb_populate_recordset(NULL::events, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
  tx.emitted = true;
}

/** The id of a new event. */
export function newEventId(): string {
  return v7();
}

/** The data of an event as its row has it. */
export function eventData<T extends EventType>(_type: T, data: EventData<T>): string {
  return JSON.stringify(data);
}

/**
 * For the one write that does not call `emit` (a comment is one statement): `INSERT INTO events ... SELECT
 * ...`, to which its caller adds the FROM clause. Each column is an expression; an unknown or missing column
 * does not compile.
 */
export function insertEventFrom(expressions: Record<(typeof COLUMNS)[number], string>): string {
  return `${insertEventSql()} SELECT ${COLUMNS.map((column) => expressions[column]).join(", ")}`;
}

function insertEventSql(): string {
  return `INSERT INTO events (${COLUMNS.join(", ")})`;
}
