import { EventEmitter } from "node:events";
import type { Socket } from "socket.io";

type Connection = Socket["conn"];

/** The contract gives two seconds from a lost right to the end of the connection; reading the log takes some of them. */
const GOODBYE_MILLISECONDS = 1_000;
/** What a WebSocket says of itself when nothing is left of it. */
const CLOSED = 3;

/** Closes a connection, within a second whatever the other side does. */
export function closeConnection(connection: Connection): void {
  limitCloseTime(connection);
  connection.close();
}

/**
 * However this connection is closed next, it is destroyed a second later if the client does not cooperate:
 * Engine.IO alone waits for a client to fetch what is left, half a minute for its next poll and for ever for
 * one that does not read. It calls a WebSocket closed as soon as it has sent the close frame, while the TCP
 * connection stays until the client answers.
 */
export function limitCloseTime(connection: Connection): void {
  // A polling transport keeps this time itself, and cannot be hurried once it waits.
  Reflect.set(connection.transport, "closeTimeout", GOODBYE_MILLISECONDS);
  const timer = setTimeout(destroyConnection, GOODBYE_MILLISECONDS, connection);
  connection.once("close", () => {
    const line = lineOf(connection);
    if (line) {
      line.once("close", () => clearTimeout(timer));
    } else {
      clearTimeout(timer);
    }
  });
}

/** Ends a connection at once, also where the other side would have to agree to a close and does not even read. */
export function destroyConnection(connection: Connection): void {
  const line = lineOf(connection);
  const terminate: unknown = Reflect.get(Object(line), "terminate");
  if (typeof terminate === "function") {
    Reflect.apply(terminate, line, []);
  }
  connection.close(true);
}

/** The WebSocket under a connection, unless that is closed too; a polling one has none. */
function lineOf(connection: Connection): EventEmitter | null {
  const socket: unknown = Reflect.get(connection.transport, "socket");
  return socket instanceof EventEmitter && Reflect.get(socket, "readyState") !== CLOSED ? socket : null;
}
