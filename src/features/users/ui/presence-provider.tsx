"use client";

import {
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import { useConnection, useSocket } from "@/client/connection/socket-provider";
import { useEvent } from "@/client/connection/use-event";
import { PresenceStore, type PresenceEntry } from "./presence-store";
import { useIsAway } from "./use-attendance";
import { useAvailability, type Availability } from "./use-availability";

const PresenceContext = createContext<PresenceStore | null>(null);

/** Knows who is here, and tells the server whether somebody sits before this page. */
export function PresenceProvider({ children }: { children: ReactNode }) {
  const [store] = useState(() => new PresenceStore());
  useEvent("session:ready", ({ online }) => store.begin(online ?? []));
  useEvent("presence:listed", ({ online }) => store.add(online));
  useEvent("presence:changed", (entry) => store.change(entry));
  useAwaySignal();
  return <PresenceContext value={store}>{children}</PresenceContext>;
}

/** How somebody is here; null when nothing is known of them, or while the line is down and nothing can be. */
export function usePresence(userId: string): PresenceEntry | null {
  const store = useContext(PresenceContext);
  const { kind } = useConnection();
  const entry = useSyncExternalStore(
    store?.subscribe ?? subscribeNever,
    () => store?.get(userId) ?? null,
    () => null,
  );
  return kind === "live" || kind === "catching-up" ? entry : null;
}

/** What is known of somebody at this moment, for what is drawn once, such as the results of a search. */
export function usePresenceStore(): Pick<PresenceStore, "get"> | null {
  return useContext(PresenceContext);
}

/** A socket begins as online; whoever is away says so on each connection, and again when that changes. */
function useAwaySignal(): void {
  const socket = useSocket();
  const [availability] = useAvailability();
  const isUnattended = useIsAway();
  const status: Availability = availability === "away" || isUnattended ? "away" : "online";
  const told = useRef<Availability>("online");

  function tell(): void {
    if (status !== told.current && socket.connected) {
      told.current = status;
      socket.emit("presence:set", { status });
    }
  }
  const statusChanged = useEffectEvent(tell);
  useEvent("session:ready", () => {
    told.current = "online";
    tell();
  });
  useEffect(() => statusChanged(), [status]);
}

function subscribeNever(): () => void {
  return () => undefined;
}
