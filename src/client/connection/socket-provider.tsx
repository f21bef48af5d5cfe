"use client";

import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import {
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import { ApiError, closeApi } from "@/client/api/api";
import type { ConnectionState } from "./connection";
import { fetchAgain } from "@/client/cache/fetch-again";
import { onHttpOutcome, outcomeOf, type HttpOutcome } from "@/client/api/http-outcome";
import { ConnectionManager } from "./connection-manager";
import { makeSocket, type TypedSocket } from "./socket";
import { watchWaking } from "./waking";

interface Realtime {
  socket: TypedSocket;
  manager: ConnectionManager;
}

const RealtimeContext = createContext<Realtime | null>(null);

/**
 * One socket for the page, connected while it is open. Every `session:ready` (the rooms are joined by then)
 * refetches what is on the screen: earlier changes are in those answers, later ones come as events.
 */
export function SocketProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const realtime = useMemo<Realtime>(() => {
    const socket = makeSocket();
    const manager = new ConnectionManager({
      socket,
      probe,
      refetch: () => refetch(queries),
      forget: () => queries.removeQueries({ type: "inactive" }),
      isHidden: () => document.hidden,
    });
    return { socket, manager };
  }, [queries]);

  useEffect(() => {
    const { manager } = realtime;
    closeApi(false);
    const stops = [
      manager.start(),
      onHttpOutcome(manager.noteRequest),
      watchWaking(manager.wake, manager.doubt),
      manager.subscribe(() => {
        if (manager.get().kind === "ended") {
          closeApi(true);
          queries.removeQueries({ type: "inactive" });
        }
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [realtime, queries]);

  return <RealtimeContext value={realtime}>{children}</RealtimeContext>;
}

/** The page's socket; outside of a SocketProvider it throws. */
export function useSocket(): TypedSocket {
  return useRealtime().socket;
}

/** The state of the connection, as it changes. */
export function useConnection(): ConnectionState {
  const { manager } = useRealtime();
  return useSyncExternalStore(manager.subscribe, manager.get, manager.get);
}

/** The connection manager, for components that try to connect now or need the epoch. */
export function useConnectionManager(): ConnectionManager {
  return useRealtime().manager;
}

/**
 * Calls `handler` whenever the server can be reached again: after every connect, when requests are answered
 * again though sockets are not, and every few seconds while live updates are paused. Use it to send what
 * waits.
 */
export function useWhenBack(handler: () => void): void {
  const { manager } = useRealtime();
  const handle = useEffectEvent(handler);
  useEffect(() => manager.onBack(() => handle()), [manager]);
}

function useRealtime(): Realtime {
  const realtime = useContext(RealtimeContext);
  if (!realtime) {
    throw new Error("useSocket and useConnection need a SocketProvider above them.");
  }
  return realtime;
}

/** The smallest request that needs the session. */
async function probe(signal: AbortSignal): Promise<HttpOutcome> {
  try {
    return outcomeOf((await fetch("/api/me", { cache: "no-store", signal })).status);
  } catch {
    return "unanswered";
  }
}

/** Fetches everything on the screen again; false when some of it could not be fetched. */
async function refetch(queries: QueryClient): Promise<boolean> {
  await fetchAgain(queries);
  return queries
    .getQueryCache()
    .findAll({ type: "active" })
    .every(({ state }) => !state.isInvalidated || isLasting(state.error));
}

/** Whether a repeated request would get the same answer. */
function isLasting(error: Error | null): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
}
