import type { Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import { registerPresence } from "@/features/connections/server/read-presence";
import { noticeUnreadable } from "@/features/notices/server/problems/react-unreadable";
import { Semaphore } from "@/server/concurrency/semaphore";
import { bus } from "@/server/bus/bus";
import { log } from "@/server/process/log";
import { countFreshStart, reportReaderLag } from "@/server/metrics/reader";
import { onCommit } from "@/server/database/wake";
import { LIMITS } from "@/shared/limits";
import { AccessFence } from "@/realtime/access/access-fence";
import { admitWhenFree } from "@/realtime/handshake/admit";
import { guardConnections } from "@/realtime/handshake/connection-guard";
import { trackConnections } from "@/realtime/connection/connections";
import { reportDelay } from "@/realtime/handshake/delay";
import { applyDelivery, prepareDelivery } from "@/realtime/fanout/deliver";
import { EngineRequests } from "@/realtime/handshake/engine-requests";
import { feedWaits } from "@/realtime/feed/waits";
import { sweepExpired } from "@/realtime/access/expiry";
import { PendingConnections } from "@/realtime/handshake/pending-connections";
import { Presence } from "@/realtime/presence/presence";
import { ReadLag } from "@/realtime/log/read-lag";
import { POLL_MILLISECONDS, startReader, type ReaderWork } from "@/realtime/log/reader";
import { forceReconnect, type TypedServer } from "@/realtime/sockets/sockets";
import { TypingRelay } from "@/realtime/presence/typing";
import { Viewers } from "@/realtime/presence/viewers";
import { relayWakeUps } from "@/realtime/log/wake-relay";
import { onConnection } from "@/realtime/handshake/on-connection";

/** The realtime part of this process. */
export interface Realtime {
  /** Milliseconds since the log was last read to its end. */
  lagMilliseconds(): number;
  /** Notifies sockets that this process shuts down, disconnects them and stops reading the log. */
  close(): Promise<void>;
}

const PING_INTERVAL_MILLISECONDS = 10_000;
const PING_TIMEOUT_MILLISECONDS = 8_000;
/** A connection whose handshake takes longer is closed: when thousands come back at once, handshakes take a while. */
const CONNECT_MILLISECONDS = 45_000;

/** After a restart everybody comes back at once. Those that are checked together share their statements: see session-rows.ts. */
const ADMITTED_AT_ONCE = 100;
/** With so many waiting, staff learn of others than colleagues later. */
const CROWD = 50;
/** How many of these may have tokens that are not sealed by our secret: there may be any number of made-up ones. */
const STRANGERS_AT_ONCE = 4;

/**
 * Puts Socket.IO on the HTTP server and starts reading the log for its sockets. Without a server (a process without the role
 * `realtime`) it takes none, and reads for feeds and the presence of others.
 */
export async function attachRealtime(httpServer: HttpServer | null, databaseUrl: string): Promise<Realtime> {
  const io: TypedServer = new Server({
    path: "/socket.io/",
    serveClient: false,
    pingInterval: PING_INTERVAL_MILLISECONDS,
    pingTimeout: PING_TIMEOUT_MILLISECONDS,
    connectTimeout: CONNECT_MILLISECONDS,
    maxHttpBufferSize: LIMITS.socketHardBytes,
    // Costs 20 times the memory a connection and most of the fan-out; what is sent is small.
    perMessageDeflate: false,
    // Recovery skips the authentication: a revoked session would come back. What was missed is replayed from the log.
    // Origins and their headers are the business of EngineRequests.
  });
  // A process that cannot read changes of access must not send presence either: the receivers may have lost access.
  const lag = new ReadLag(POLL_MILLISECONDS);
  const typing = new TypingRelay(io, bus(), lag.isBlind);
  const admissions = new Semaphore({ inAll: ADMITTED_AT_ONCE, ofUnauthenticated: STRANGERS_AT_ONCE });
  const presence = new Presence(io, bus(), lag.isBlind, () => admissions.waitingOf("") > CROWD);
  const viewers = new Viewers(io, bus(), presence, typing, lag.isBlind);
  const fence = new AccessFence(bus(), (delivery, position) => applyDelivery(io, delivery, position));
  const followers = feedWaits();
  followers.open();
  const work: ReaderWork = {
    beginPoll: () => fence.beginPoll(),
    prepare: (events, sql) => prepareDelivery(io, fence, events, { sql, followers }),
    unreadable: (rows) => void noticeUnreadable(rows.map((row) => row.organisation_id)),
    startAfresh: (reason) => {
      countFreshStart(reason);
      log().warn({ reason }, "the log starts afresh: every client fetches again");
      fence.rememberAll();
      followers.wakeAll();
      io.of("/").sockets.forEach(forceReconnect);
    },
  };
  const reader = await startReader(databaseUrl, work, lag);
  const stopListening = onCommit(reader.wake);
  const stopWaking = relayWakeUps(bus(), reader.wake);
  const stopSweeping = sweepExpired(io);
  const stopCounting = trackConnections(io);
  const stopListingPresence = registerPresence((organisationId) => presence.list(organisationId));
  const stopReportingDelay = reportDelay(io, reader.isBlind);
  reportReaderLag(reader.lagMilliseconds);
  const requests = new EngineRequests();
  const pending = new PendingConnections(requests);
  io.use((socket, next) => {
    const refuse = (error: Error): void => {
      pending.watch(socket.conn);
      next(error);
    };
    void admitWhenFree(socket, { semaphore: admissions, fence, requests }).then(() => next(), refuse);
  });
  io.on("connection", (socket) => {
    const { conn } = socket;
    pending.admit(conn);
    requests.prove(conn.request);
    // A connection without a socket is unauthenticated again.
    socket.on("disconnect", () => pending.watch(conn));
    onConnection(socket, { reader, fence, typing, presence, viewers });
  });
  // Only now: a client that connected before the handshake is installed would get in without a session and receive nothing.
  if (httpServer) {
    io.attach(httpServer);
    guardConnections(io, requests, pending);
  }
  return {
    lagMilliseconds: reader.lagMilliseconds,
    close: async () => {
      followers.close();
      stopListening();
      stopWaking();
      fence.stop();
      stopSweeping();
      stopCounting();
      stopListingPresence();
      stopReportingDelay();
      pending.stop();
      await reader.stop();
      // Not io.close(), which would wait for the HTTP server, whose requests are drained elsewhere.
      io.of("/").sockets.forEach(forceReconnect);
      if (httpServer) {
        io.engine.close();
      }
      viewers.stop();
      typing.stop();
      await presence.close();
    },
  };
}
