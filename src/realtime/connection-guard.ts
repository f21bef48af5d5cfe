import { countRefusedMessage } from "@/server/metrics-sockets";
import { log } from "@/server/log";
import { Allowance } from "./allowance";
import { cutOff } from "./close-connection";
import type { DeskServer, DeskSocket } from "./sockets";

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
export function guardConnections(io: DeskServer): void {
  io.engine.use(refuseOddRequests);
  io.engine.on("connection", guard);
}

function guard(connection: Connection): void {
  const incoming = new Allowance(INCOMING.burst, INCOMING.perSecond);
  let handshakes = 0;
  let waiting = { packets: 0, bytes: 0 };
  let isCut = false;

  const cut = (why: string): void => {
    if (!isCut) {
      isCut = true;
      log().warn({ why, address: connection.remoteAddress }, "a connection was cut off");
      cutOff(connection);
    }
  };
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

/** Requests that no client makes, and that Engine.IO would answer with 500 or not at all. */
function refuseOddRequests(
  request: { method?: string; url?: string; headers: { upgrade?: string } },
  response: { writeHead(status: number): unknown; end(): void },
  next: () => void,
): void {
  const { method = "", url = "" } = request;
  const isUpgrade = request.headers.upgrade !== undefined;
  const status = !["GET", "POST", "OPTIONS"].includes(method)
    ? 405
    : !isUpgrade && /[?&]transport=websocket(&|$)/.test(url)
      ? 400
      : null;
  if (status === null) {
    next();
    return;
  }
  // Not chained: what stands for the response of an upgrade returns nothing.
  response.writeHead(status);
  response.end();
}

function lengthOf(data: unknown): number {
  return typeof data === "string" || Buffer.isBuffer(data) ? data.length : 0;
}
