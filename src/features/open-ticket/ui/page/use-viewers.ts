"use client";

import { useState } from "react";
import { useConnection } from "@/client/connection/socket-provider";
import { useEvent } from "@/client/connection/use-event";

/** Somebody who has the ticket open, as staff are told. */
export interface TicketViewer {
  userId: string;
  name: string;
  state: "viewing" | "typing" | "away";
}

interface ViewersPayload {
  ticketId: string;
  viewers: TicketViewer[];
}

const NOBODY: readonly TicketViewer[] = [];

/** Who else has the ticket open; nobody while the line is down, for nothing is known then. Each joining is answered by an event. */
export function useViewers(ticketId: string, ownId: string): readonly TicketViewer[] {
  const [last, setLast] = useState<ViewersPayload | null>(null);
  const { kind } = useConnection();
  useEvent<ViewersPayload>(["ticket:viewers"], (payload) => {
    if (payload.ticketId === ticketId) {
      setLast(payload);
    }
  });
  // What an earlier connection heard says nothing about this one.
  useEvent<object>(["session:ready"], () => setLast(null));
  return last?.ticketId === ticketId && (kind === "live" || kind === "catching-up")
    ? last.viewers.filter((viewer) => viewer.userId !== ownId)
    : NOBODY;
}
