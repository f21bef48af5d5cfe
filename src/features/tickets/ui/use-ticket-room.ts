"use client";

import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Socket } from "socket.io-client";
import { ApiError } from "@/client/api";
import { request, useSocket } from "@/client/socket-provider";
import { useEvent } from "@/client/use-event";
import { applyEvent, type TicketEvent, type TicketState } from "@/features/tickets/apply";
import { fetchHistory, fetchTicket, type TicketSnapshot } from "./fetch-ticket";
import { isStaffSide } from "./ticket-rights";
import { addToHistory, toHistoryEntry, type HistoryEntry } from "./ticket-history";

const TICKET_EVENTS = [
  "ticket:created",
  "ticket:updated",
  "ticket:activity",
  "ticket:deleted",
  "comment:added",
  "comment:updated",
  "comment:deleted",
  "attachment:added",
  "attachment:deleted",
] as const;

/** An open ticket: its state by the contract's rule, and what happened to it. */
export interface OpenTicket extends TicketState {
  history: HistoryEntry[];
}

/** What the server rendered of a ticket, to begin with. */
export interface InitialTicket extends TicketSnapshot {
  history: HistoryEntry[];
}

/** Where an open ticket's state is kept among the queries. */
export function ticketKey(ticketId: string): readonly ["ticket", string] {
  return ["ticket", ticketId];
}

/** An open ticket, alive. */
export interface TicketRoom {
  /** Null until it is loaded, and when it may not be shown. */
  state: OpenTicket | null;
  /** Why it cannot be shown: `not_found` stands for gone and for no access alike. */
  error: ApiError | null;
  /** It was on the screen and may not be any more. */
  isLost: boolean;
  isDeleted: boolean;
  isLoading: boolean;
  refetch(): void;
}

/**
 * Opens a ticket and keeps it current: joins the room first and holds back what comes, then fetches, then applies what
 * was held back; from then on event by event, asking for what is missing on a gap. A new connection starts again.
 * `initial` is shown until the first answer is there.
 */
export function useTicketRoom(ticketId: string, initial?: InitialTicket): TicketRoom {
  const socket = useSocket();
  const queries = useQueryClient();
  const buffer = useRef<TicketEvent[] | null>(null);
  const isMending = useRef(false);
  const [isLost, setLost] = useState(false);

  const query = useQuery<OpenTicket, Error>({
    queryKey: ticketKey(ticketId),
    // A page opened afresh is refetched once the session is ready; one opened from another page, at once.
    refetchOnMount: () => (socket.connected ? "always" : !initial),
    ...(initial ? { initialData: () => opened(initial, initial.ticket.version) } : {}),
    queryFn: async ({ signal }) => {
      // Its own list: an earlier run that is given up must not take this one's away.
      const held: TicketEvent[] = [];
      buffer.current = held;
      try {
        const joined = socket.connected
          ? await request<{ version: number }>(socket, "ticket:join", { ticketId }).catch(() => null)
          : null;
        const fresh = await fetchOpened(
          ticketId,
          queries.getQueryData<OpenTicket>(ticketKey(ticketId)),
          joined?.version,
          signal,
        );
        setLost(false);
        return held.reduce(advance, fresh);
      } finally {
        if (buffer.current === held) {
          buffer.current = null;
        }
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
    buffer.current?.push(event);
    const state = queries.getQueryData<OpenTicket>(ticketKey(ticketId));
    const applied = state && applyEvent(state, event);
    if (applied?.kind === "gap" && !buffer.current) {
      mend();
    } else if (state && applied?.kind === "applied") {
      queries.setQueryData<OpenTicket>(ticketKey(ticketId), remembered(state, applied.state, event));
    }
  });

  // Content goes at once; then one fetch says whether anything of it is this person's still (as its requester).
  useEvent<{ ticketId: string }>(["ticket:removed"], (payload) => {
    if (payload.ticketId === ticketId) {
      setLost(true);
      queries.setQueryData<OpenTicket>(ticketKey(ticketId), (state) => state && emptied(state));
      void queries.invalidateQueries({ queryKey: ticketKey(ticketId), exact: true });
    }
  });

  useEvent<{ ticketId: string; at: string }>(["ticket:seen"], ({ ticketId: id, at }) => {
    if (id === ticketId) {
      queries.setQueryData<OpenTicket>(
        ticketKey(ticketId),
        (state) => state && { ...state, ticket: { ...state.ticket, seenAt: state.ticket.seenAt ?? at } },
      );
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
    state: isGone || isLost || query.data?.isGone ? null : (query.data ?? null),
    error: query.error instanceof ApiError ? query.error : null,
    isLost: isLost || (isGone && query.data !== undefined),
    isDeleted: query.data?.isGone ?? false,
    isLoading: query.isPending,
    refetch: () => void query.refetch(),
  };
}

/** The ticket as it is now; of its history only what is new, unless this person now sees another side of it, which counts differently. */
async function fetchOpened(
  ticketId: string,
  known: OpenTicket | undefined,
  joinedAt: number | undefined,
  signal: AbortSignal,
): Promise<OpenTicket> {
  const history = known?.history ?? [];
  const [snapshot, added] = await Promise.all([
    fetchTicket(ticketId, signal),
    fetchHistory(ticketId, history[history.length - 1]?.version ?? 0, signal),
  ]);
  const isSameSide = !known || isStaffSide(known.ticket) === isStaffSide(snapshot.ticket);
  const whole = isSameSide ? addToHistory(history, added) : await fetchHistory(ticketId, 0, signal);
  return opened({ ...snapshot, history: whole }, joinedAt ?? snapshot.ticket.version);
}

/** What stays of a ticket that is out of sight: nothing that could be read. */
function emptied(state: OpenTicket): OpenTicket {
  return {
    ...state,
    ticket: { ...state.ticket, title: "", description: "" },
    comments: [],
    attachments: [],
    history: [],
  };
}

function opened(initial: InitialTicket, version: number): OpenTicket {
  return { ...initial, version, lastEventId: null, isGone: false };
}

/** Applies an event that was held back; a gap cannot be here, for joining came before the snapshot. */
function advance(state: OpenTicket, event: TicketEvent): OpenTicket {
  const applied = applyEvent(state, event);
  return applied.kind === "gap" ? state : remembered(state, applied.state, event);
}

function remembered(before: OpenTicket, after: TicketState, event: TicketEvent): OpenTicket {
  const entry = toHistoryEntry({ ...event });
  return { ...after, history: entry ? addToHistory(before.history, [entry]) : before.history };
}

/** Asks for what is missing and applies it; too much missing, or no answer, fetches the ticket afresh. */
async function fillGap(socket: Socket, queries: QueryClient, ticketId: string): Promise<void> {
  const key = ticketKey(ticketId);
  const state = queries.getQueryData<OpenTicket>(key);
  try {
    const answer = await request<{ version: number; events?: TicketEvent[] }>(socket, "ticket:join", {
      ticketId,
      since: state?.version ?? 0,
    });
    if (!answer.events) {
      throw new Error("too far behind");
    }
    const missing = answer.events;
    queries.setQueryData<OpenTicket>(key, (current) => current && missing.reduce(advance, current));
  } catch {
    await queries.invalidateQueries({ queryKey: key, exact: true });
  }
}
