import { z } from "zod";
import type { LogEvent } from "@/shared/events";
import { serverEvents } from "@/shared/protocol/server-events";
import type { Delivery } from "@/realtime/sockets/delivery";

/** Whose access an event may have changed: one person's, that of everyone in an organisation, or that of everyone who sees a ticket. */
export type RevocationScope = { personId: string } | { organisationId: string } | { ticketId: string };

/** A change of access, as processes remember it and send it to each other. */
export interface Revocation {
  /** The event's id. */
  id: string;
  at: number;
  touches: RevocationScope;
}

const whom = { rooms: z.array(z.string()), except: z.array(z.string()) };
const deliverySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("leave"), ...whom, leave: z.array(z.string()) }),
  z.object({
    kind: z.literal("emit"),
    ...whom,
    name: z.literal("ticket:removed"),
    payload: serverEvents["ticket:removed"].payload,
  }),
  z.object({
    kind: z.literal("disconnect"),
    ...whom,
    name: z.enum(["session:ended", "session:changed"]),
    payload: serverEvents["session:ended"].payload,
  }),
]);

/** A change of access with what has to be done about it, as one process sends it to the others. */
export const sentRevocationSchema = z.object({
  id: z.string(),
  at: z.number(),
  touches: z.union([
    z.object({ personId: z.string() }),
    z.object({ organisationId: z.string() }),
    z.object({ ticketId: z.string() }),
  ]),
  deliveries: z.array(deliverySchema),
});

/** Changes of a person's rights: they are carried out before any other event of their batch is sent. */
export function isAccessEvent(event: LogEvent): boolean {
  return event.type === "session:ended" || event.type === "person:changed" || event.type === "team:changed";
}

/** The change of access that an event makes, or null when nobody can lose access by it. */
export function revocationOf(event: LogEvent): Revocation | null {
  const touches = touchedBy(event);
  return touches && { id: event.id, at: event.at.getTime(), touches };
}

/** Whether any of these deliveries may take access away; those that only announce it do not. */
export function revokesAccess({ kind }: Delivery): boolean {
  return kind !== "emit";
}

function touchedBy(event: LogEvent): RevocationScope | null {
  switch (event.type) {
    case "session:ended":
    case "person:changed":
      return { personId: event.data.personId };
    case "team:changed":
      return { organisationId: event.organisationId };
    case "watcher:removed":
    case "ticket:deleted":
      return event.ticketId === null ? null : { ticketId: event.ticketId };
    case "ticket:updated":
      return event.ticketId === null || !mayEndAccess(event) ? null : { ticketId: event.ticketId };
    default:
      return null;
  }
}

/** Another team, a team that is private by now, or another requester. */
function mayEndAccess({ data }: Extract<LogEvent, { type: "ticket:updated" }>): boolean {
  return data.sight !== undefined || data.changes.requester !== undefined;
}
