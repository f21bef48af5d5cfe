import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { BARE_POLICY, securityHeaders } from "./security-headers";

/** How long a client may keep its half of a refused connection open. */
const LINGER_MILLISECONDS = 1_000;

/** Answers what is no request, or one for a WebSocket, on the bare connection, and closes it. */
export function refuseUpgrade(
  socket: Duplex,
  status: number,
  isSecure: boolean,
  problem: { type: string; body: string; language?: string } = { type: "text/plain", body: "" },
): void {
  if (!socket.writable || socket.destroyed) {
    return;
  }
  const headers = {
    Connection: "close",
    "Content-Type": problem.type,
    ...(problem.language === undefined
      ? {}
      : { "Content-Language": problem.language, Vary: "Accept-Language" }),
    "Content-Length": String(Buffer.byteLength(problem.body)),
    "Cache-Control": "no-store",
    ...securityHeaders(BARE_POLICY, isSecure),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${problem.body}`);
  // A client that keeps its half open would hold the connection for good.
  setTimeout(() => socket.destroy(), LINGER_MILLISECONDS).unref();
}
