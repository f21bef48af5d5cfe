"use client";

import { useEffect, useEffectEvent } from "react";
import type { ServerEventName, ServerPayload } from "@/shared/protocol/protocol";
import { useSocket } from "./socket-provider";

/** Calls `handler` for each event of this name, or of these, while the component is mounted; it may close over fresh state. */
export function useEvent<Name extends ServerEventName>(
  names: Name | readonly Name[],
  handler: (payload: ServerPayload<Name>, name: Name) => void,
): void {
  const socket: Subscribable = useSocket();
  const handle = useEffectEvent(handler);
  const all: readonly Name[] = typeof names === "string" ? [names] : names;
  const key = all.join(" ");
  const listen = useEffectEvent(() =>
    all.map((name) => {
      const listener = (payload: ServerPayload<Name>): void => handle(payload, name);
      socket.on(name, listener);
      return () => socket.off(name, listener);
    }),
  );
  useEffect(() => {
    const stops = listen();
    return () => stops.forEach((stop) => stop());
  }, [socket, key]);
}

/** A socket for listening. (Socket.IO's own types take each name by itself, and so never one of several.) */
interface Subscribable {
  on(name: ServerEventName, listener: (payload: never) => void): unknown;
  off(name?: ServerEventName, listener?: (payload: never) => void): unknown;
}
