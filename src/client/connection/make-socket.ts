import { io } from "socket.io-client";
import { PROTOCOL } from "@/shared/protocol/protocol";
import type { TypedSocket } from "./socket";

const CONNECT_MILLISECONDS = 8_000;

/** A socket to this page's server, not connected yet. */
export function makeSocket(): TypedSocket {
  return io({
    path: "/socket.io/",
    autoConnect: false,
    withCredentials: true,
    auth: { protocol: PROTOCOL },
    transports: ["websocket", "polling"],
    // Without it a blocked websocket never falls back to polling.
    tryAllTransports: true,
    // ConnectionManager reconnects itself: Socket.IO would not after a refusal, and adds no randomness at its longest pause.
    reconnection: false,
    timeout: CONNECT_MILLISECONDS,
  });
}
