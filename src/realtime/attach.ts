import type { Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import { countUnread } from "@/features/users/server/read-unread";
import type { LiveSession } from "@/server/actor";
import { env } from "@/server/env";
import { log } from "@/server/log";
import { serverVersion } from "@/server/version";
import { onCommit } from "@/server/wake";
import { LIMITS } from "@/shared/limits";
import { isStaffRole } from "@/shared/roles";
import { AccessMarks } from "./access-marks";
import { authenticate, HandshakeError } from "./authenticate";
import { deliver } from "./deliver";
import { sweepExpired } from "./expiry";
import { listen, type InboundContext } from "./inbound";
import { PresenceBoard } from "./presence";
import { startReader, type Reader } from "./reader";
import { roomsOf } from "./rooms";
import { sendAway, type DeskServer, type DeskSocket, type SocketData } from "./sockets";
import { TypingRelay } from "./typing";
import { Viewers } from "./viewers";

/** The realtime side of this process. */
export interface Realtime {
  /** Milliseconds since the log was last read to its end. */
  lagMilliseconds(): number;
  /** Tells sockets that this process goes, disconnects them and stops reading. */
  close(): Promise<void>;
}

const PING_INTERVAL_MILLISECONDS = 10_000;
const PING_TIMEOUT_MILLISECONDS = 8_000;
const BLIND_MILLISECONDS = 2_000;

/** Puts Socket.IO on the HTTP server and starts reading the log for its sockets. */
export async function attachRealtime(httpServer: HttpServer, databaseUrl: string): Promise<Realtime> {
  const io: DeskServer = new Server({
    path: "/socket.io/",
    serveClient: false,
    pingInterval: PING_INTERVAL_MILLISECONDS,
    pingTimeout: PING_TIMEOUT_MILLISECONDS,
    maxHttpBufferSize: LIMITS.socketHardBytes,
    // Costs 20 times the memory a connection and most of the fan-out; what is sent is small.
    perMessageDeflate: false,
    // Recovery skips the authentication: a revoked session would come back. What was missed is replayed from the log.
    cors: { origin: [...env().allowedOrigins], credentials: true },
  });
  const marks = new AccessMarks();
  // Who reads no changes of access must not tell who is where either: they might be nobody's business any more.
  let isBlind = (): boolean => false;
  const typing = new TypingRelay(io, () => isBlind());
  const presence = new PresenceBoard(io);
  const viewers = new Viewers(io, presence, typing, () => isBlind());
  const reader = await startReader(databaseUrl, {
    deliver: (events, sql) => deliver(io, marks, events, sql),
    startAfresh: (reason) => {
      log().warn({ reason }, "the log starts afresh: every client fetches again");
      marks.noteEverything();
      io.of("/").sockets.forEach(sendAway);
    },
  });
  isBlind = () => reader.lagMilliseconds() > BLIND_MILLISECONDS;
  const stopListening = onCommit(reader.wake);
  const stopSweeping = sweepExpired(io);
  io.use((socket, next) => void admit(socket, marks).then(() => next(), next));
  io.on("connection", (socket) => welcome(socket, reader, { marks, typing, presence, viewers }));
  // Only now: whoever connected before the handshake is in place would come in without a session and hear nothing.
  io.attach(httpServer);
  return {
    lagMilliseconds: reader.lagMilliseconds,
    close: async () => {
      stopListening();
      stopSweeping();
      await reader.stop();
      // Not io.close(), which would wait for the HTTP server, whose requests are drained elsewhere.
      io.of("/").sockets.forEach(sendAway);
      io.engine.close();
    },
  };
}

/**
 * Checks who it is and joins the standing rooms, before anybody hears of the connection. The right is asked for again
 * when something changed it between the check and the rooms.
 */
async function admit(socket: DeskSocket, marks: AccessMarks): Promise<void> {
  for (;;) {
    const place = marks.now();
    const session = await authenticate(socket).catch((error: unknown) => {
      throw refusal(socket, error);
    });
    const data: SocketData = { session, checkedAt: place, staffTickets: new Set() };
    socket.data = data;
    const rooms = roomsOf(session.actor);
    void socket.join(rooms);
    if (
      !marks.changedSince(place, { personId: session.actor.id, organisationId: session.actor.organisationId })
    ) {
      return;
    }
    for (const room of rooms) {
      void socket.leave(room);
    }
  }
}

function refusal(socket: DeskSocket, error: unknown): HandshakeError {
  const known =
    error instanceof HandshakeError ? error : new HandshakeError("internal", "Something broke on our side.");
  if (known.data.code === "internal") {
    log().error({ err: error }, "a socket's handshake failed");
  }
  log().info(
    { socketId: socket.id, origin: socket.handshake.headers.origin, code: known.data.code },
    "socket refused",
  );
  return known;
}

function welcome(socket: DeskSocket, reader: Reader, desk: Omit<InboundContext, "socket" | "actor">): void {
  const { marks, typing, presence } = desk;
  const { session, checkedAt } = socket.data;
  const { actor } = session;
  if (marks.changedSince(checkedAt, { personId: actor.id, organisationId: actor.organisationId })) {
    // Between the check and this moment the socket was in its rooms, but not yet one that could be disconnected.
    sendAway(socket);
    return;
  }
  const facts = { socketId: socket.id, personId: actor.id, origin: socket.handshake.headers.origin ?? null };
  log().info({ ...facts, transport: socket.conn.transport.name, recovered: false }, "socket connected");
  presence.enter(socket, actor);
  listen({ socket, actor, ...desk });
  socket.on("disconnect", (reason) => {
    typing.leave(socket, actor);
    presence.leave(socket, actor);
    log().info({ ...facts, transport: socket.conn.transport.name, reason }, "socket disconnected");
  });
  void sendReady(socket, session, reader, presence);
}

/** Staff are also told who else is here, and their own e-mail; nobody else receives any e-mail by socket. */
async function sendReady(
  socket: DeskSocket,
  session: LiveSession,
  reader: Reader,
  presence: PresenceBoard,
): Promise<void> {
  const { actor, email } = session;
  const { id, name, role, teamIds } = actor;
  const unread = await countUnread(actor).catch(() => 0);
  socket.emit("session:ready", {
    user: { id, name, role, teamIds, ...(isStaffRole(role) ? { email } : {}) },
    serverVersion: serverVersion(),
    epoch: reader.epoch(),
    unread,
    ...(isStaffRole(role) ? { online: presence.list(actor.organisationId) } : {}),
  });
}
