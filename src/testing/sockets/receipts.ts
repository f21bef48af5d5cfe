import type { TicketEvent } from "@/features/open-ticket/apply";
import { versionedEventSchema } from "@/shared/protocol/server-events";
import { impersonal } from "../views/fresh";

/** A message that a socket received. */
export interface Receipt {
  /** Milliseconds since the epoch. */
  at: number;
  /** Counts this client's connections: 1 is the first. */
  connection: number;
  name: string;
  payload: unknown;
  /** Whether it came by the answer to `ticket:join` instead of by itself. */
  isReplay: boolean;
}

/** One of a client's connections, by what the client knows of it; times in milliseconds since the epoch. */
export interface Connection {
  /** The socket's id, as the server's log names it. */
  id: string;
  token: string;
  /** As `session:ready` said; null before it came. */
  epoch: string | null;
  from: number;
  to: number | null;
  /** Why it ended, in Socket.IO's words. */
  end: string | null;
}

/** A connection from this moment on. */
export function beginConnection(id: string | undefined, token: string): Connection {
  return { id: id ?? "", token, epoch: null, from: Date.now(), to: null, end: null };
}

/** A ticket became invisible: buffered events of it are dropped. */
export interface Removed {
  name: "ticket:removed";
  ticketId: string;
}

/** Events about the connection and presence, not about changes. */
const PASSING = new Set([
  "session:ready",
  "session:delayed",
  "presence:listed",
  "presence:changed",
  "ticket:viewers",
]);

/** Whether this event is only about the connection or presence. */
export function isUnlogged(name: string): boolean {
  return PASSING.has(name);
}

/** Reads a message as an event of a ticket, as far as it is about everybody's; null for all others. */
export function readEvent(name: string, payload: unknown): TicketEvent | null {
  const parsed = versionedEventSchema.safeParse(
    typeof payload === "object" && payload !== null ? { ...payload, name } : payload,
  );
  if (!parsed.success) {
    return null;
  }
  const { ticket, ...event } = parsed.data;
  return ticket === undefined ? event : { ...event, ticket: impersonal(ticket) };
}
