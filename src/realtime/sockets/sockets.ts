import type { Server, Socket } from "socket.io";
import type { Language } from "@/messages/locale";
import type { ClientToServerEvents, ServerEvent, ServerToClientEvents } from "@/shared/protocol/protocol";
import type { LiveSession } from "@/server/api/actor";
import type { CredentialKind } from "./credential-kind";
import { limitCloseTime, closeConnection } from "./close-connection";

/** What a socket carries while it is connected. */
export interface SocketData {
  session: LiveSession;
  /** What its person reads: their own choice, else what their browser asks for; settled as the socket comes. */
  language: Language;
  /** The kind of its credential. */
  credential: CredentialKind;
  /** Where the AccessFence stood when the session was checked. */
  checkedAt: number;
  /** Tickets that it joined in the staff audience. */
  staffTickets: Set<string>;
  /** Tickets that it joined and whose person only reads them. */
  readOnlyTickets: Set<string>;
}

/** Processes send nothing to each other by Socket.IO. */
type BetweenServers = Record<never, never>;

/** A socket of ours. */
export type TypedSocket = Socket<ClientToServerEvents, ServerToClientEvents, BetweenServers, SocketData>;

/** The Socket.IO server of this process. */
export type TypedServer = Server<ClientToServerEvents, ServerToClientEvents, BetweenServers, SocketData>;

/** A receiver of events: a socket, or all in some rooms. */
interface Listeners {
  emit(name: string, payload: object): unknown;
}

/** Emits an event. (Socket.IO's own types take name and payload apart, and so never one of several events.) */
export function emitEvent(to: Listeners, { name, payload }: ServerEvent): void {
  to.emit(name, payload);
}

/** This process's sockets in any of `rooms` and in none of `except`, at this moment. */
export function socketsIn(
  io: TypedServer,
  rooms: readonly string[],
  except: readonly string[],
): TypedSocket[] {
  const { adapter, sockets } = io.of("/");
  const idsIn = (room: string) => [...(adapter.rooms.get(room) ?? [])];
  const left = new Set(except.flatMap(idsIn));
  return [...new Set(rooms.flatMap(idsIn))].flatMap((id) => (left.has(id) ? [] : (sockets.get(id) ?? [])));
}

/** Whether any socket of this process is in a room. */
export function isAnybodyIn(io: TypedServer, room: string): boolean {
  return io.of("/").adapter.rooms.has(room);
}

/**
 * Closes the connection under a socket, so that any client comes back by itself and with fresh rights. (After a
 * Socket.IO disconnect clients stay away: that is for sessions that are over.)
 */
export function forceReconnect(socket: TypedSocket): void {
  closeConnection(socket.conn);
}

/** Notifies a client that its session is over: it does not come back by itself. */
export function endSocket(socket: TypedSocket): void {
  limitCloseTime(socket.conn);
  socket.disconnect(true);
}
