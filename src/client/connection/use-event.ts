"use client";

import { useEffect, useEffectEvent } from "react";
import { useSocket } from "./socket-provider";

/** Calls `handler` for each event of these names while the component is mounted; the handler may close over fresh state. */
export function useEvent<Payload extends object>(
  names: readonly string[],
  handler: (payload: Payload, name: string) => void,
): void {
  const socket = useSocket();
  const handle = useEffectEvent(handler);
  const key = names.join(" ");
  useEffect(() => {
    const listeners = key
      .split(" ")
      .map((name) => [name, (payload: Payload) => handle(payload, name)] as const);
    for (const [name, listener] of listeners) {
      socket.on(name, listener);
    }
    return () => {
      for (const [name, listener] of listeners) {
        socket.off(name, listener);
      }
    };
  }, [socket, key]);
}
