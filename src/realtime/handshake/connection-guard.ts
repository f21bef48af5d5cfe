import { clientAddress } from "@/server/http/addresses";
import { countRefusedMessage } from "@/server/metrics/sockets";
import { log } from "@/server/process/log";
import { TokenBucket } from "@/realtime/connection/token-bucket";
import { cutOff } from "@/realtime/sockets/close-connection";
import type { EngineRequests } from "./engine-requests";
import { scheduleMessages } from "@/realtime/connection/message-scheduler";
import type { PendingConnections } from "./pending-connections";
import type { DeskServer, DeskSocket } from "@/realtime/sockets/sockets";

type Connection = DeskSocket["conn"];

/** Packets of whatever kind from one connection, signed in or not; a kilobyte in 16 counts as one more. */
const INCOMING = { burst: 3_000, perSecond: 300 };
const BYTES_A_PACKET = 16 * 1024;
/** Handshakes on one connection: clients make one. */
const HANDSHAKES = 10;
/** What may wait for a client that does not read, behind what is on its way; it catches up when it is back. */
const WAITING_PACKETS = 4_000;
const WAITING_BYTES = 4 * 1024 * 1024;

/**
 * Bounds what any connection may cost, before anybody knows whose it is: who sends without end is cut off, and so is who
 * does not read what is sent. Call it as soon as the server is attached.
 */
export function guardConnections(
  io: DeskServer,
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
      // Whoever says who they are now waits for us; another namespace than the one there is gets no answer that takes time.
      if (type === "message" && typeof data === "string" && /^0(?!\/)/.test(data)) {
        pending.pause(connection);
      }
    });
    guard(connection);
  });
}

function guard(connection: Connection): void {
  const incoming = new TokenBucket(INCOMING.burst, INCOMING.perSecond);
  let handshakes = 0;
  let waiting = { packets: 0, bytes: 0 };
  let isCut = false;

  const cut = (why: string): void => {
    if (!isCut) {
      isCut = true;
      log().warn({ why, address: addressOf(connection) }, "a connection was cut off");
      cutOff(connection);
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
      // Not now: this may be in the middle of telling many.
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

/** The client's address, as trusted proxies tell it. */
function addressOf(connection: Connection): string {
  return clientAddress(connection.request.headers);
}

function lengthOf(data: unknown): number {
  return typeof data === "string" || Buffer.isBuffer(data) ? data.length : 0;
}
