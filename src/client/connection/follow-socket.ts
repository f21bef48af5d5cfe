import type { ServerPayload } from "@/shared/protocol/protocol";
import type { TypedSocket } from "./socket";

/** What a socket reports of its connection. */
export interface SocketListeners {
  /** Any sign of life: a ping, an event. */
  received(): void;
  /** Connected, but without `session:ready` yet. */
  connected(): void;
  ready(ready: ServerPayload<"session:ready">): void;
  delayed(isDelayed: boolean): void;
  disconnected(): void;
  /** An attempt failed; with the server's code where the server refused it, and the seconds it asked to wait. */
  refused(code: string | null, retryAfter: number): void;
  ended(reason: string): void;
}

/** Listens to a socket and logs to the console what support needs to know; returns a function that unsubscribes. */
export function followSocket(socket: TypedSocket, listeners: SocketListeners): () => void {
  const connected = (): void => {
    console.info("[Socket.IO] Connected successfully");
    listeners.connected();
  };
  const disconnected = (reason: string): void => {
    console.info(`[Socket.IO] Disconnected (${reason})`);
    listeners.disconnected();
  };
  const refused = (error: Error & { data?: { code?: string; retryAfter?: number } }): void =>
    listeners.refused(error.data?.code ?? null, error.data?.retryAfter ?? 0);
  const delayed = ({ isDelayed }: ServerPayload<"session:delayed">): void => listeners.delayed(isDelayed);
  const ended = ({ reason }: ServerPayload<"session:ended">): void => listeners.ended(reason);
  socket.on("connect", connected);
  socket.on("session:ready", listeners.ready);
  socket.on("session:delayed", delayed);
  socket.on("disconnect", disconnected);
  socket.on("connect_error", refused);
  socket.on("session:ended", ended);
  socket.onAny(listeners.received);
  socket.io.on("ping", listeners.received);
  return () => {
    socket.off("connect", connected);
    socket.off("session:ready", listeners.ready);
    socket.off("session:delayed", delayed);
    socket.off("disconnect", disconnected);
    socket.off("connect_error", refused);
    socket.off("session:ended", ended);
    socket.offAny(listeners.received);
    socket.io.off("ping", listeners.received);
  };
}
