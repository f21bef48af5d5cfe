import type { Socket } from "socket.io";

type Connection = Socket["conn"];

/** The contract gives two seconds from a lost right to the end of the connection; reading the log takes some of them. */
const GOODBYE_MILLISECONDS = 1_000;

/** Closes a connection, within a second whatever the other side does. */
export function closeConnection(connection: Connection): void {
  boundClose(connection);
  connection.close();
}

/**
 * Whatever closes this connection next, it is cut off a second later if the other side does not play along: Engine.IO alone
 * waits for a client to fetch what is left, half a minute for its next poll and for ever for one that does not read.
 */
export function boundClose(connection: Connection): void {
  // A polling transport keeps this time itself, and cannot be hurried once it waits.
  Reflect.set(connection.transport, "closeTimeout", GOODBYE_MILLISECONDS);
  const timer = setTimeout(cutOff, GOODBYE_MILLISECONDS, connection);
  connection.once("close", () => clearTimeout(timer));
}

/** Ends a connection at once, also where the other side would have to agree to a close and does not even read. */
export function cutOff(connection: Connection): void {
  const socket: unknown = Reflect.get(connection.transport, "socket");
  const terminate: unknown = Reflect.get(Object(socket), "terminate");
  if (typeof terminate === "function") {
    Reflect.apply(terminate, socket, []);
  }
  connection.close(true);
}
