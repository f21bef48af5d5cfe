"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo } from "react";
import { ApiError } from "@/client/api/api";
import { useConnectionManager, useSocket } from "@/client/connection/socket-provider";
import { useEvent } from "@/client/connection/use-event";
import { ticketKey } from "@/features/tickets/ui/queries";
import { renderedAt } from "@/features/tickets/ui/store/rendered-at";
import { useTicketEntry, useTicketStore } from "@/features/tickets/ui/store/store-provider";
import { isWhole } from "@/features/tickets/ui/store/ticket-rows";
import { useTranslate } from "@/messages/translate-provider";
import { TicketFollower } from "./follower";
import { opened, type InitialTicket, type OpenConversation, type OpenTicket } from "./room-state";

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
  const tickets = useTicketStore();
  const follower = useMemo(
    () => new TicketFollower({ socket, queries, tickets, epoch: keeper.epoch }, ticketId),
    [socket, queries, tickets, keeper, ticketId],
  );
  // What was rendered before this page lost sight of the ticket is not shown again.
  const usable = initial && tickets.accepts(ticketId, renderedAt(initial)) ? initial : undefined;

  const query = useQuery<OpenConversation, Error>({
    queryKey: ticketKey(ticketId),
    // A page opened afresh is refetched once the session is ready; one opened from another page, at once.
    refetchOnMount: () => (socket.connected ? "always" : !usable),
    ...(usable
      ? {
          initialData: () => {
            tickets.seed([usable.ticket], renderedAt(usable));
            return opened(usable, usable.ticket.version, keeper.epoch());
          },
        }
      : {}),
    queryFn: ({ signal }) => follower.open(signal),
  });
  const { data, isFetching } = query;
  const entry = useTicketEntry(ticketId);
  const ticket = entry?.ticket ?? null;
  const error = query.error instanceof ApiError ? query.error : null;
  const isGone = error?.code === "not_found";
  const isDeleted = entry?.gone === "deleted";
  const isLost = entry?.gone === "removed" || (isGone && !isDeleted && data !== undefined);

  useEvent(TICKET_EVENTS, (payload, name) => {
    if (payload.ticketId === ticketId) {
      follower.take({ ...payload, name }, isGone || isLost);
    }
  });

  // The row went at once; what is said on it goes now, and one fetch says whether anything of it is this person's still.
  useEffect(() => {
    if (entry?.gone === "removed") {
      follower.drop();
    }
  }, [follower, entry?.gone]);

  // A ticket that has come back is known by what an event or a list tells of it.
  const isPart = ticket !== null && !isWhole(ticket);
  const complete = useEffectEvent(() => {
    if (!isFetching) {
      follower.refetch();
    }
  });
  useEffect(() => {
    if (isPart) {
      complete();
    }
  }, [isPart]);

  useEffect(() => {
    return () => follower.close();
  }, [follower]);

  // The window's title would still tell what it was about.
  useEffect(() => {
    if (isLost) {
      document.title = `${t("openTicket.page.lostTitle")} · Helpejo`;
    }
  }, [t, isLost]);

  const state = useMemo(
    () => (data && isWhole(ticket) && !isGone ? { ...data, ticket } : null),
    [data, ticket, isGone],
  );
  return {
    state,
    error,
    isLost,
    isDeleted,
    isLoading: query.isPending,
    refetch: () => void query.refetch(),
    loadEarlier: (aboutToShow) => follower.loadEarlier(aboutToShow),
  };
}
