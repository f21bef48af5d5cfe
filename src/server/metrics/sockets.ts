import { Counter, Gauge } from "prom-client";
import type { ErrorCode } from "@/shared/errors";
import type { Role } from "@/shared/roles";
import { shareOnce } from "@/server/process/globals";
import { registry } from "./metrics";

/** The labels of the socket gauges. */
export interface CountedSocket {
  organisationId: string;
  role: Role;
  transport: string;
}

/** Why sockets disconnect, by Socket.IO's reasons. */
const REASONS = [
  "client namespace disconnect",
  "server namespace disconnect",
  "server shutting down",
  "ping timeout",
  "transport close",
  "transport error",
  "parse error",
  "forced close",
];
const CODES: readonly ErrorCode[] = [
  "unauthorized",
  "bad_origin",
  "unknown_host",
  "rate_limited",
  "unavailable",
  "internal",
];

interface SocketMeters {
  sources: Set<() => Iterable<CountedSocket>>;
  connections: Counter<"transport">;
  disconnections: Counter<"reason">;
  handshakes: Counter<"code">;
  messages: Counter<"event">;
  refusals: Counter<"reason">;
}

/** Registers the source of this process's sockets, called each time the metrics are read; returns a function that unregisters it. */
export function reportSockets(source: () => Iterable<CountedSocket>): () => void {
  const { sources } = meters();
  sources.add(source);
  return () => sources.delete(source);
}

/** Counts a connected socket. */
export function countConnection(transport: string): void {
  meters().connections.inc({ transport });
}

/** Counts a disconnected socket, by Socket.IO's reason ("transport close", "ping timeout", ...). */
export function countDisconnection(reason: string): void {
  meters().disconnections.inc({ reason });
}

/** Counts a refused handshake, by the client's error code. */
export function countRefusedHandshake(code: ErrorCode): void {
  meters().handshakes.inc({ code });
}

/** Counts a client's message, answered or refused; `event` is one of the known names, or "other" (never one that a client made up). */
export function countMessage(event: string): void {
  meters().messages.inc({ event });
}

/**
 * Counts a refused message, by its error code; "oversized" when it was so large that the connection was
 * closed for it, and "unanswered" when the connection was closed for sending too many.
 */
export function countRefusedMessage(reason: ErrorCode | "oversized" | "unanswered"): void {
  meters().refusals.inc({ reason });
}

function meters(): SocketMeters {
  return shareOnce("socket-meters", () => {
    const sources: SocketMeters["sources"] = new Set();
    const registers = [registry()];
    countNow(sources);
    const made: SocketMeters = {
      sources,
      connections: new Counter({
        name: "helpejo_socket_connections_total",
        help: "Connected sockets, by the transport that they began with",
        labelNames: ["transport"],
        registers,
      }),
      disconnections: new Counter({
        name: "helpejo_socket_disconnections_total",
        help: "Disconnected sockets, by reason",
        labelNames: ["reason"],
        registers,
      }),
      handshakes: new Counter({
        name: "helpejo_socket_handshakes_refused_total",
        help: "Refused handshakes of sockets, by error code",
        labelNames: ["code"],
        registers,
      }),
      messages: new Counter({
        name: "helpejo_socket_messages_total",
        help: "Messages of clients by socket, by event",
        labelNames: ["event"],
        registers,
      }),
      refusals: new Counter({
        name: "helpejo_socket_messages_refused_total",
        help: "Refused messages of clients, by error code; oversized: the connection was closed for it",
        labelNames: ["reason"],
        registers,
      }),
    };
    // From nothing to fifty is no increase to Prometheus: an alert would miss the first time that it happens.
    REASONS.forEach((reason) => made.disconnections.inc({ reason }, 0));
    CODES.forEach((code) => made.handshakes.inc({ code }, 0));
    return made;
  });
}

/** The gauges of what is connected at the moment of reading. */
function countNow(sources: SocketMeters["sources"]): void {
  const all = (): CountedSocket[] => [...sources].flatMap((source) => [...source()]);
  new Gauge({
    name: "helpejo_sockets",
    help: "Sockets connected to this process, by organisation (its id) and role",
    labelNames: ["organisation", "role"],
    registers: [registry()],
    collect() {
      this.reset();
      all().forEach(({ organisationId, role }) => this.inc({ organisation: organisationId, role }));
    },
  });
  new Gauge({
    name: "helpejo_sockets_by_transport",
    help: "Sockets connected to this process, by the transport that they use now",
    labelNames: ["transport"],
    registers: [registry()],
    collect() {
      this.reset();
      ["polling", "websocket"].forEach((transport) => this.set({ transport }, 0));
      all().forEach(({ transport }) => this.inc({ transport }));
    },
  });
}
