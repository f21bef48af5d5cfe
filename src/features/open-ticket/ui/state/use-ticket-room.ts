"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { ApiError } from "@/client/api/api";
import { useConnectionManager, useSocket } from "@/client/connection/socket-provider";
import { useEvent } from "@/client/connection/use-event";
import { ticketKey } from "@/features/tickets/ui/queries";
import { useTranslate } from "@/messages/translate-provider";
import { TicketFollower } from "./follower";
import { opened, type InitialTicket, type OpenTicket } from "./room-state";

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

/** Tickets that this page has lost sight of: what a page rendered of them earlier is not shown again. */
const lostTickets = new Set<string>();

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
  /**
   * Puts an earlier part of the conversation in front, and calls `aboutToShow` right before; rejects where it could not be
   * had.
   */
  loadEarlier(aboutToShow: () => void): Promise<void>;
}

/**
 * Opens a ticket and keeps it current: joins the room first and holds back what comes, then fetches, then applies what
 * was held back; from then on event by event, asking for what is missing on a gap. A new connection starts again.
 * `initial` is shown until the first answer is there.
 */
export function useTicketRoom(ticketId: string, initial?: InitialTicket): TicketRoom {
  const t = useTranslate();
  const socket = useSocket();
  const keeper = useConnectionManager();
  const queries = useQueryClient();
  const [lostId, setLostId] = useState<string | null>(null);
  const follower = useMemo(
    () => new TicketFollower({ socket, queries, epoch: keeper.epoch }, ticketId),
    [socket, queries, keeper, ticketId],
  );
  const usable = initial && !lostTickets.has(ticketId) ? initial : undefined;

  const query = useQuery<OpenTicket, Error>({
    queryKey: ticketKey(ticketId),
    // A page opened afresh is refetched once the session is ready; one opened from another page, at once.
    refetchOnMount: () => (socket.connected ? "always" : !usable),
    ...(usable ? { initialData: () => opened(usable, usable.ticket.version, keeper.epoch()) } : {}),
    queryFn: async ({ signal }) => {
      const fresh = await follower.open(signal);
      lostTickets.delete(ticketId);
      setLostId(null);
      return fresh;
    },
  });
  const error = query.error instanceof ApiError ? query.error : null;
  const isGone = error?.code === "not_found";
  const isLost = lostId === ticketId || (isGone && query.data !== undefined);

  useEvent(TICKET_EVENTS, (payload, name) => {
    if (payload.ticketId === ticketId) {
      follower.take({ ...payload, name }, isGone || isLost);
    }
  });

  // Content goes at once; then one fetch says whether anything of it is this person's still (as its requester).
  useEvent("ticket:removed", (payload) => {
    if (payload.ticketId === ticketId) {
      lostTickets.add(ticketId);
      setLostId(ticketId);
      follower.drop();
    }
  });

  useEvent("ticket:seen", ({ ticketId: id, at }) => {
    if (id === ticketId) {
      queries.setQueryData<OpenTicket>(
        ticketKey(ticketId),
        (state) => state && { ...state, ticket: { ...state.ticket, seenAt: state.ticket.seenAt ?? at } },
      );
    }
  });

  useEffect(() => {
    return () => follower.close();
  }, [follower]);

  // The window's title, and what the server rendered earlier, would still tell what it was about.
  useEffect(() => {
    if (isLost) {
      lostTickets.add(ticketId);
      document.title = `${t("openTicket.page.lostTitle")} · Helpejo`;
    }
  }, [t, isLost, ticketId]);

  return {
    state: isGone || isLost || query.data?.isGone ? null : (query.data ?? null),
    error,
    isLost,
    isDeleted: query.data?.isGone ?? false,
    isLoading: query.isPending,
    refetch: () => void query.refetch(),
    loadEarlier: (aboutToShow) => follower.loadEarlier(aboutToShow),
  };
}
