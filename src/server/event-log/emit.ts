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

/**
 * The socket helper: writes one row of the log, in the transaction of the change that it tells of. Whatever happens
 * afterwards (sockets, notifications, mail) is done by readers of the log. Returns the event's id.
 */
export async function emit<T extends EventType>(tx: Transaction, event: NewEvent<T>): Promise<string> {
  const id = v7();
  await tx.query(
    `INSERT INTO events (id, organisation_id, type, audience, ticket_id, version, public_version, actor_id, subject_id, data, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      event.organisationId,
      event.type,
      event.audience ?? null,
      event.ticketId ?? null,
      event.version ?? null,
      event.publicVersion ?? null,
      event.actorId,
      event.subjectId ?? null,
      JSON.stringify(event.data),
      event.at ?? new Date(),
    ],
  );
  tx.emitted = true;
  return id;
}
