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

/** Provides who is online, and tells the server whether this page's person is active. */
export function PresenceProvider({ children }: { children: ReactNode }) {
  const [store] = useState(() => new PresenceStore());
  useEvent("session:ready", ({ online }) => store.begin(online ?? []));
  useEvent("presence:listed", ({ online }) => store.add(online));
  useEvent("presence:changed", (entry) => store.change(entry));
  useAwaySignal();
  return <PresenceContext value={store}>{children}</PresenceContext>;
}

/** A person's presence; null when it is unknown, as while the connection is down. */
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

/** A person's presence at this moment, for content that is rendered once, such as the results of a search. */
export function usePresenceStore(): Pick<PresenceStore, "get"> | null {
  return useContext(PresenceContext);
}

/** A socket begins as online; the page reports "away" on each connection, and each change. */
function useAwaySignal(): void {
  const socket = useSocket();
  const [availability] = useAvailability();
  const isUnattended = useIsAway();
  const status: Availability = availability === "away" || isUnattended ? "away" : "online";
  const sent = useRef<Availability>("online");

  function tell(): void {
    if (status !== sent.current && socket.connected) {
      sent.current = status;
      socket.emit("presence:set", { status });
    }
  }
  const statusChanged = useEffectEvent(tell);
  useEvent("session:ready", () => {
    sent.current = "online";
    tell();
  });
  useEffect(() => statusChanged(), [status]);
}

function subscribeNever(): () => void {
  return () => undefined;
}
