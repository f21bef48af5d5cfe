import type { DefaultEventsMap, Server, Socket } from "socket.io";
import type { LiveSession } from "@/server/api/actor";
import type { CredentialKind } from "./credential-kind";
import { boundClose, closeConnection } from "./close-connection";

/** What a socket carries while it is connected. */
export interface SocketData {
  session: LiveSession;
  /** How its person showed who they are. */
  credential: CredentialKind;
  /** Where AccessMarks stood when the session was checked. */
  checkedAt: number;
  /** Tickets that it joined on the staff side. */
  staffTickets: Set<string>;
  /** Tickets that it joined and whose person only reads them. */
  readOnlyTickets: Set<string>;
}

/** A socket of ours. */
export type DeskSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;

/** The Socket.IO server of this process. */
export type DeskServer = Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;

/** This process's sockets in any of `rooms` and in none of `except`, at this moment. */
export function socketsIn(io: DeskServer, rooms: readonly string[], except: readonly string[]): DeskSocket[] {
  const { adapter, sockets } = io.of("/");
  const idsIn = (room: string) => [...(adapter.rooms.get(room) ?? [])];
  const left = new Set(except.flatMap(idsIn));
  return [...new Set(rooms.flatMap(idsIn))].flatMap((id) => (left.has(id) ? [] : (sockets.get(id) ?? [])));
}

/** Whether any socket of this process is in a room. */
export function isAnybodyIn(io: DeskServer, room: string): boolean {
  return io.of("/").adapter.rooms.has(room);
}

/**
 * Closes the connection under a socket, so that any client comes back by itself and with fresh rights. (After a
 * Socket.IO disconnect clients stay away: that is for sessions that are over.)
 */
export function sendAway(socket: DeskSocket): void {
  closeConnection(socket.conn);
}

/** Tells a client that its session is over: it does not come back by itself. */
export function endSocket(socket: DeskSocket): void {
  boundClose(socket.conn);
  socket.disconnect(true);
}
