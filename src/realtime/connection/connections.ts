import {
  answerHere,
  registerConnections,
  questionSchema,
  TOPIC,
  type LocalConnection,
} from "@/features/connections/server/read-process";
import { clientAddress } from "@/server/http/request/addresses";
import { bus } from "@/server/bus/bus";
import { countConnection, countDisconnection, reportSockets } from "@/server/metrics/sockets";
import { oneLine } from "@/shared/text";
import { ticketIdOfRoom } from "@/realtime/sockets/rooms";
import type { TypedServer, TypedSocket } from "@/realtime/sockets/sockets";

/** What is noted of a connection while it lasts; times in milliseconds since the epoch. */
interface ConnectionActivity {
  since: number;
  lastHeardAt: number;
  pingSentAt: number;
  lagMilliseconds: number | null;
}

const USER_AGENT_MAX = 300;

/**
 * Keeps account of this process's sockets: for the administrators' page, for other processes that ask for it,
 * and for the metrics. The lag is measured by the engine's own ping, which goes out every 10 s anyway.
 * Returns a function that stops it.
 */
export function trackConnections(io: TypedServer): () => void {
  const activity = new WeakMap<TypedSocket, ConnectionActivity>();
  io.on("connection", (socket) => activity.set(socket, trackActivity(socket)));
  const all = (): TypedSocket[] => [...io.of("/").sockets.values()];
  const stops = [
    registerConnections(() => all().flatMap((socket) => present(socket, activity.get(socket)))),
    bus().answer(TOPIC, (question) => {
      const asked = questionSchema.safeParse(question);
      return asked.success ? answerHere(asked.data) : null;
    }),
    reportSockets(() =>
      all().map((socket) => {
        const { organisationId, role } = socket.data.session.actor;
        return { organisationId, role, transport: socket.conn.transport.name };
      }),
    ),
  ];
  return () => stops.forEach((stop) => stop());
}

function trackActivity(socket: TypedSocket): ConnectionActivity {
  const now = Date.now();
  const activity: ConnectionActivity = { since: now, lastHeardAt: now, pingSentAt: 0, lagMilliseconds: null };
  countConnection(socket.conn.transport.name);
  socket.on("disconnect", countDisconnection);
  socket.conn.on("packetCreate", (packet: { type: string }) => {
    if (packet.type === "ping") {
      activity.pingSentAt = performance.now();
    }
  });
  socket.conn.on("packet", () => (activity.lastHeardAt = Date.now()));
  socket.conn.on("heartbeat", () => {
    activity.lagMilliseconds = Math.round(performance.now() - activity.pingSentAt);
  });
  return activity;
}

/** Empty for a socket whose handshake is not finished. */
function present(socket: TypedSocket, activity: ConnectionActivity | undefined): LocalConnection[] {
  if (!activity) {
    return [];
  }
  const { actor, email } = socket.data.session;
  const { headers } = socket.handshake;
  return [
    {
      organisationId: actor.organisationId,
      shown: {
        id: socket.id,
        user: { id: actor.id, name: actor.name, role: actor.role, email },
        sessionId: actor.sessionId,
        address: clientAddress(headers),
        userAgent: oneLine(headers["user-agent"]?.slice(0, USER_AGENT_MAX) ?? "") || null,
        transport: socket.conn.transport.name === "websocket" ? "websocket" : "polling",
        since: new Date(activity.since).toISOString(),
        lastHeardAt: new Date(activity.lastHeardAt).toISOString(),
        lagMilliseconds: activity.lagMilliseconds,
        openTickets: new Set([...socket.rooms].flatMap((room) => ticketIdOfRoom(room) ?? [])).size,
      },
    },
  ];
}
