"use client";

import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import { io, type Socket } from "socket.io-client";
import { ConnectionStore, type ConnectionState } from "./connection";

/** What the server says on every connect. */
export interface SessionReady {
  user: { id: string; name: string; role: string; teamIds: readonly string[] };
  serverVersion: string;
  epoch: string;
  unread: number;
}

interface Realtime {
  socket: Socket;
  connection: ConnectionStore;
}

const RealtimeContext = createContext<Realtime | null>(null);

const RETRY_MILLISECONDS = 500;
const RETRY_MAX_MILLISECONDS = 30_000;
const ACKNOWLEDGE_MILLISECONDS = 10_000;

/**
 * One socket for the page, connected while it is open. Every `session:ready` (the rooms are joined by then) refetches
 * what is on screen: whatever happened before it is in those answers, whatever happens after it comes as events.
 */
export function SocketProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const realtime = useMemo<Realtime>(() => ({ socket: makeSocket(), connection: new ConnectionStore() }), []);
  const epoch = useRef<string | null>(null);

  useEffect(() => {
    const { socket, connection } = realtime;
    const stop = follow(socket, connection, (ready) => {
      void catchUp(queries, connection, { before: epoch.current, now: ready.epoch });
      epoch.current = ready.epoch;
    });
    socket.connect();
    return () => {
      stop();
      socket.disconnect();
    };
  }, [realtime, queries]);

  return <RealtimeContext value={realtime}>{children}</RealtimeContext>;
}

/** The page's socket; outside of a SocketProvider it throws. */
export function useSocket(): Socket {
  return useRealtime().socket;
}

/** The state of the connection, as it changes. */
export function useConnection(): ConnectionState {
  const { connection } = useRealtime();
  return useSyncExternalStore(connection.subscribe, connection.get, connection.get);
}

/** Sends something and resolves with the server's answer; an error answer or silence throws an Error with the server's words. */
export async function request<Answer extends object>(
  socket: Socket,
  name: string,
  data: object,
): Promise<Answer> {
  const answer: ({ ok: true } & Answer) | { ok: false; error: { code: string; message: string } } =
    await socket.timeout(ACKNOWLEDGE_MILLISECONDS).emitWithAck(name, data);
  if (!answer.ok) {
    throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
  }
  return answer;
}

function useRealtime(): Realtime {
  const realtime = useContext(RealtimeContext);
  if (!realtime) {
    throw new Error("useSocket and useConnection need a SocketProvider above them.");
  }
  return realtime;
}

function makeSocket(): Socket {
  return io({
    path: "/socket.io/",
    autoConnect: false,
    withCredentials: true,
    transports: ["websocket", "polling"],
    // Without it a blocked websocket never falls back to polling.
    tryAllTransports: true,
    reconnectionDelay: RETRY_MILLISECONDS,
    reconnectionDelayMax: RETRY_MAX_MILLISECONDS,
    randomizationFactor: 0.5,
  });
}

function follow(
  socket: Socket,
  connection: ConnectionStore,
  onReady: (ready: SessionReady) => void,
): () => void {
  const listeners = {
    connect: () => console.info("[Socket.IO] Connected successfully"),
    "session:ready": onReady,
    "session:ended": ({ reason }: { reason: string }) => connection.set({ kind: "ended", reason }),
    disconnect: (reason: string) => {
      console.info(`[Socket.IO] Disconnected (${reason})`);
      connection.set({ kind: "offline", since: Date.now() });
      if (reason === "io server disconnect" && connection.get().kind !== "ended") {
        socket.connect();
      }
    },
    connect_error: (error: Error & { data?: { code?: string } }) => {
      connection.set({ kind: "offline", since: Date.now() });
      if (error.data?.code === "unauthorized") {
        connection.set({ kind: "ended", reason: "unauthorized" });
      } else if (!socket.active) {
        setTimeout(() => socket.connect(), RETRY_MILLISECONDS * 4);
      }
    },
  };
  const onAttempt = (attempt: number) => console.info(`[Socket.IO] Reconnecting (${attempt})`);
  for (const [name, listener] of Object.entries(listeners)) {
    socket.on(name, listener);
  }
  socket.io.on("reconnect_attempt", onAttempt);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) {
      socket.off(name, listener);
    }
    socket.io.off("reconnect_attempt", onAttempt);
  };
}

/**
 * Refetches what is on screen and marks the rest as old; another epoch forgets everything that is not on screen. The
 * first connection of a page catches up with nothing that anybody missed, and does not say that it does.
 */
async function catchUp(
  queries: QueryClient,
  connection: ConnectionStore,
  epoch: { before: string | null; now: string },
): Promise<void> {
  const isFirst = epoch.before === null;
  if (!isFirst || connection.get().kind !== "connecting") {
    connection.set({ kind: "catching-up" });
  }
  if (!isFirst && epoch.before !== epoch.now) {
    queries.removeQueries({ type: "inactive" });
  }
  await queries.invalidateQueries().catch(() => undefined);
  const { kind } = connection.get();
  if (kind === "catching-up" || kind === "connecting") {
    connection.set({ kind: "live" });
  }
}
