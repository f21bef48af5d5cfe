import { clientAddress } from "@/server/http/request/addresses";
import { countRefusedMessage } from "@/server/metrics/sockets";
import { log } from "@/server/process/log";
import { TokenBucket } from "@/server/rate-limits/token-bucket";
import { destroyConnection } from "@/realtime/sockets/close-connection";
import type { EngineRequests } from "./engine-requests";
import { scheduleMessages } from "@/realtime/connection/message-scheduler";
import type { PendingConnections } from "./pending-connections";
import type { TypedServer, TypedSocket } from "@/realtime/sockets/sockets";

type Connection = TypedSocket["conn"];

/** Packets of any kind from one connection, authenticated or not; every 16 kB count as one more. */
const INCOMING = { burst: 3_000, perSecond: 300 };
const BYTES_A_PACKET = 16 * 1024;
/** Handshakes on one connection: clients make one. */
const HANDSHAKES = 10;
/** Bytes that may be buffered for a client that does not read; a client that is cut off catches up when it is back. */
const WAITING_PACKETS = 4_000;
const WAITING_BYTES = 4 * 1024 * 1024;

/**
 * Limits what any connection may cost, before it is authenticated: a client that sends without end is cut
 * off, and so is one that does not read what it is sent. Call it as soon as the server is attached.
 */
export function guardConnections(
  io: TypedServer,
  requests: EngineRequests,
  pending: PendingConnections,
): void {
  requests.guard(io);
  io.engine.on("connection", (connection: Connection) => {
    const handshake: object = connection.request;
    requests.connect(handshake);
    pending.watch(connection);
    connection.once("close", () => requests.settle(handshake));
    connection.on("packet", ({ type, data }: { type: string; data?: unknown }) => {
      // A client that has sent its credential now waits for us; a namespace that does not exist is refused without delay.
      if (type === "message" && typeof data === "string" && /^0(?!\/)/.test(data)) {
        pending.pause(connection);
      }
    });
    guard(connection);
  });
}

function guard(connection: Connection): void {
  const incoming = new TokenBucket(INCOMING);
  let handshakes = 0;
  let waiting = { packets: 0, bytes: 0 };
  let isCut = false;

  const cut = (why: string): void => {
    if (!isCut) {
      isCut = true;
      log().warn({ why, address: addressOf(connection) }, "a connection was cut off");
      destroyConnection(connection);
    }
  };
  scheduleMessages(connection, INCOMING.burst, () => {
    countRefusedMessage("unanswered");
    cut("it sent without end");
  });
  connection.on("packet", ({ type, data }: { type: string; data?: unknown }) => {
    if (!incoming.take(1 + lengthOf(data) / BYTES_A_PACKET)) {
      countRefusedMessage("unanswered");
      cut("it sent without end");
    } else if (type === "message" && typeof data === "string" && data.startsWith("0")) {
      handshakes += 1;
      if (handshakes > HANDSHAKES) {
        cut("it kept shaking hands");
      }
    }
  });
  connection.on("packetCreate", ({ data }: { data?: unknown }) => {
    waiting.packets += 1;
    waiting.bytes += lengthOf(data);
    if (waiting.packets > WAITING_PACKETS || (waiting.packets > 1 && waiting.bytes > WAITING_BYTES)) {
      // Later: this may run in the middle of a broadcast.
      setImmediate(cut, "it did not read");
    }
  });
  connection.on("flush", () => {
    waiting = { packets: 0, bytes: 0 };
  });
  connection.on("close", (_reason: string, error: unknown) => {
    if (error instanceof Error && error.message.includes("Max payload size exceeded")) {
      countRefusedMessage("oversized");
    }
  });
}

/** The client's address, as trusted proxies report it. */
function addressOf(connection: Connection): string {
  return clientAddress(connection.request.headers);
}

function lengthOf(data: unknown): number {
  return typeof data === "string" || Buffer.isBuffer(data) ? data.length : 0;
}
