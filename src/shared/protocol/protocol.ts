import type { z } from "zod";
import type { clientMessages, refusedSchema } from "./client-messages";
import type { envelopeSchema, serverEvents, TICKET_EVENTS, versionedEventSchema } from "./server-events";

/**
 * The protocol number: `session:ready` carries the server's, `auth.protocol` of the handshake the client's.
 * It goes up when something is removed or changes its meaning; an addition leaves it as it is. Two
 * neighbouring numbers are compatible, as old and new processes and pages run side by side during a
 * deployment (decision 44).
 */
export const PROTOCOL = 1;

/** Whether two protocol numbers are compatible; a client that names none is. */
export function isUnderstood(theirs: number | null, ours: number = PROTOCOL): boolean {
  return theirs === null || Math.abs(theirs - ours) <= 1;
}

/** The name of a server event. */
export type ServerEventName = keyof typeof serverEvents;

/** The payload of a server event. */
export type ServerPayload<Name extends ServerEventName> = z.infer<(typeof serverEvents)[Name]["payload"]>;

/** A server event: a name with its payload. */
export type ServerEvent<Name extends ServerEventName = ServerEventName> = {
  [Each in Name]: { name: Each; payload: ServerPayload<Each> };
}[Name];

/** The name of an event about a version of a ticket. */
export type TicketEventName = (typeof TICKET_EVENTS)[number];

/** The fields of every event about a version of a ticket. */
export type Envelope = z.infer<typeof envelopeSchema>;

/** An event about a version of a ticket with its name inside, as it is replayed and listed. */
export type VersionedEvent = z.infer<typeof versionedEventSchema>;

/** The name of a client message. */
export type ClientMessageName = keyof typeof clientMessages;

/** The payload of a client message, as it arrives. */
export type ClientMessage<Name extends ClientMessageName> = z.infer<(typeof clientMessages)[Name]["data"]>;

/** The answer to it beside `ok`. */
export type ClientAnswer<Name extends ClientMessageName> = z.infer<(typeof clientMessages)[Name]["answer"]>;

/** The refusal of a client message. */
export type Refused = z.infer<typeof refusedSchema>;

/** Socket.IO's types of what the server emits. */
export type ServerToClientEvents = { [Name in ServerEventName]: (payload: ServerPayload<Name>) => void };

/** Socket.IO's types of what clients emit. */
export type ClientToServerEvents = {
  [Name in ClientMessageName]: (
    data: ClientMessage<Name>,
    acknowledge?: (answer: ({ ok: true } & ClientAnswer<Name>) | Refused) => void,
  ) => void;
};
