import type { z } from "zod";
import type { clientMessages, refusedSchema } from "./client-messages";
import type { envelopeSchema, serverEvents, TICKET_EVENTS, toldEventSchema } from "./server-events";

/**
 * The number of the language that server and clients speak: `session:ready` carries the server's, `auth.protocol` of the
 * handshake the client's. It goes up when something is taken away or means something else; what is only added leaves it as
 * it is. Two neighbouring numbers understand each other, as old and new processes and pages run side by side during a
 * deployment (decision 44).
 */
export const PROTOCOL = 1;

/** Whether two that speak these languages understand each other; whoever names none is understood. */
export function isUnderstood(theirs: number | null, ours: number = PROTOCOL): boolean {
  return theirs === null || Math.abs(theirs - ours) <= 1;
}

/** The name of something that the server tells. */
export type ServerEventName = keyof typeof serverEvents;

/** What the server tells under this name. */
export type ServerPayload<Name extends ServerEventName> = z.infer<(typeof serverEvents)[Name]["payload"]>;

/** Something that the server tells: each name with its own payload. */
export type ServerEvent<Name extends ServerEventName = ServerEventName> = {
  [Each in Name]: { name: Each; payload: ServerPayload<Each> };
}[Name];

/** The name of an event about a version of a ticket. */
export type TicketEventName = (typeof TICKET_EVENTS)[number];

/** What every event about a version of a ticket carries. */
export type Envelope = z.infer<typeof envelopeSchema>;

/** An event about a version of a ticket with its name inside, as it is replayed and listed. */
export type ToldEvent = z.infer<typeof toldEventSchema>;

/** The name of something that a client may send. */
export type ClientMessageName = keyof typeof clientMessages;

/** What a client sends under this name, as it arrives. */
export type ClientMessage<Name extends ClientMessageName> = z.infer<(typeof clientMessages)[Name]["data"]>;

/** What is answered to it beside `ok`. */
export type ClientAnswer<Name extends ClientMessageName> = z.infer<(typeof clientMessages)[Name]["answer"]>;

/** A refusal of what a client sent. */
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
