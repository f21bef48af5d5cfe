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
interface Heard {
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
export function keepConnections(io: TypedServer): () => void {
  const heard = new WeakMap<TypedSocket, Heard>();
  io.on("connection", (socket) => heard.set(socket, hearOf(socket)));
  const all = (): TypedSocket[] => [...io.of("/").sockets.values()];
  const stops = [
    registerConnections(() => all().flatMap((socket) => present(socket, heard.get(socket)))),
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

function hearOf(socket: TypedSocket): Heard {
  const now = Date.now();
  const heard: Heard = { since: now, lastHeardAt: now, pingSentAt: 0, lagMilliseconds: null };
  countConnection(socket.conn.transport.name);
  socket.on("disconnect", countDisconnection);
  socket.conn.on("packetCreate", (packet: { type: string }) => {
    if (packet.type === "ping") {
      heard.pingSentAt = performance.now();
    }
  });
  socket.conn.on("packet", () => (heard.lastHeardAt = Date.now()));
  socket.conn.on("heartbeat", () => {
    heard.lagMilliseconds = Math.round(performance.now() - heard.pingSentAt);
  });
  return heard;
}

/** Empty for a socket whose handshake is not finished. */
function present(socket: TypedSocket, heard: Heard | undefined): LocalConnection[] {
  if (!heard) {
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
        since: new Date(heard.since).toISOString(),
        lastHeardAt: new Date(heard.lastHeardAt).toISOString(),
        lagMilliseconds: heard.lagMilliseconds,
        openTickets: new Set([...socket.rooms].flatMap((room) => ticketIdOfRoom(room) ?? [])).size,
      },
    },
  ];
}
