"use client";

import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import type { Socket } from "socket.io-client";
import { ApiError } from "@/client/api";
import { request, useConnection, useSocket } from "@/client/socket-provider";
import { useEvent } from "@/client/use-event";
import { applyEvent, type TicketEvent, type TicketState } from "@/features/tickets/apply";
import { fetchTicket } from "./fetch-ticket";

const TICKET_EVENTS = [
  "ticket:created", "ticket:updated", "ticket:activity", "ticket:deleted", "comment:added", "comment:updated", "comment:deleted",
  "attachment:added", "attachment:deleted",
] as const;

/** Where an open ticket's state is kept among the queries. */
export function ticketKey(ticketId: string): readonly ["ticket", string] {
  return ["ticket", ticketId];
}

/** An open ticket, alive. */
export interface TicketRoom {
  /** Null until it is loaded. */
  state: TicketState | null;
  /** Why it cannot be shown: `not_found` stands for gone and for no access alike. */
  error: ApiError | null;
  isLoading: boolean;
  refetch(): void;
}

/**
 * Opens a ticket and keeps it current: joins the room first and holds back what comes, then fetches, then applies what
 * was held back; from then on event by event, asking for what is missing on a gap. A new connection starts again.
 */
export function useTicketRoom(ticketId: string): TicketRoom {
  const socket = useSocket();
  const queries = useQueryClient();
  const connection = useConnection();
  const buffer = useRef<TicketEvent[] | null>(null);
  const isMending = useRef(false);

  const query = useQuery<TicketState, Error>({
    queryKey: ticketKey(ticketId),
    queryFn: async ({ signal }) => {
      buffer.current = [];
      try {
        const joined = socket.connected ? await request<{ version: number }>(socket, "ticket:join", { ticketId }).catch(() => null) : null;
        const snapshot = await fetchTicket(ticketId, signal);
        const fresh: TicketState = { ...snapshot, version: joined?.version ?? snapshot.ticket.version, lastEventId: null, isGone: false };
        return (buffer.current ?? []).reduce((state, event) => advance(state, event), fresh);
      } finally {
        buffer.current = null;
      }
    },
  });

  const mend = useCallback(() => {
    if (!isMending.current) {
      isMending.current = true;
      void fillGap(socket, queries, ticketId).finally(() => (isMending.current = false));
    }
  }, [socket, queries, ticketId]);

  useEvent<TicketEvent>(TICKET_EVENTS, (payload, name) => {
    if (payload.ticketId !== ticketId) {
      return;
    }
    const event = { ...payload, name };
    if (buffer.current) {
      buffer.current.push(event);
      return;
    }
    const state = queries.getQueryData<TicketState>(ticketKey(ticketId));
    const applied = state && applyEvent(state, event);
    if (applied?.kind === "gap") {
      mend();
    } else if (applied?.kind === "applied") {
      queries.setQueryData(ticketKey(ticketId), applied.state);
    }
  });

  // Whoever lost sight of the ticket fetches it once more: the answer says whether anything of it is theirs still.
  useEvent<{ ticketId: string }>(["ticket:removed"], (payload) => {
    if (payload.ticketId === ticketId) {
      queries.removeQueries({ queryKey: ticketKey(ticketId), exact: true, type: "inactive" });
      void queries.resetQueries({ queryKey: ticketKey(ticketId), exact: true });
    }
  });

  useEffect(() => {
    return () => {
      if (socket.connected) {
        socket.emit("ticket:leave", { ticketId });
      }
    };
  }, [socket, ticketId]);

  const isGone = query.error instanceof ApiError && query.error.code === "not_found";
  return {
    state: isGone ? null : (query.data ?? null),
    error: query.error instanceof ApiError ? query.error : null,
    isLoading: query.isPending && connection.kind !== "ended",
    refetch: () => void query.refetch(),
  };
}

/** Applies an event that was held back; a gap cannot be here, for joining came before the snapshot. */
function advance(state: TicketState, event: TicketEvent): TicketState {
  const applied = applyEvent(state, event);
  return applied.kind === "gap" ? state : applied.state;
}

/** Asks for what is missing and applies it; too much missing, or no answer, fetches the ticket afresh. */
async function fillGap(socket: Socket, queries: QueryClient, ticketId: string): Promise<void> {
  const key = ticketKey(ticketId);
  const state = queries.getQueryData<TicketState>(key);
  try {
    const answer = await request<{ version: number; events?: TicketEvent[] }>(socket, "ticket:join", { ticketId, since: state?.version ?? 0 });
    if (!answer.events) {
      throw new Error("too far behind");
    }
    const missing = answer.events;
    queries.setQueryData<TicketState>(key, (current) => current && missing.reduce(advance, current));
  } catch {
    await queries.invalidateQueries({ queryKey: key, exact: true });
  }
}
