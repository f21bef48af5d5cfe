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
import { VERSIONED_EVENTS } from "@/shared/versioned-events";
import { TicketFollower } from "./follower";
import { opened, type InitialTicket, type OpenConversation, type OpenTicket } from "./room-state";

const TICKET_EVENTS = [...VERSIONED_EVENTS, "ticket:activity"] as const;

/** An open ticket, updated live. */
export interface TicketRoom {
  /** Null until it is loaded, and when it may not be shown. */
  state: OpenTicket | null;
  /** Why it cannot be shown: `not_found` stands for gone and for no access alike. */
  error: ApiError | null;
  /** It was shown, and the person may not see it any more. */
  isLost: boolean;
  isDeleted: boolean;
  isLoading: boolean;
  refetch(): void;
  /**
   * Loads an earlier part of the conversation, and calls `aboutToShow` right before it is shown; rejects when
   * it cannot be fetched.
   */
  loadEarlier(aboutToShow: () => void): Promise<void>;
}

/**
 * Opens a ticket and keeps it current: joins the room first and buffers events, then fetches, then applies
 * the buffer; from then on event by event, filling gaps. A new connection starts again. `initial` is shown
 * until the first answer is there.
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
  // Content that was rendered before the person lost access is not shown again.
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
  const isNotFound = error?.code === "not_found";
  const isDeleted = entry?.removedAs === "deleted";
  const isLost = entry?.removedAs === "removed" || (isNotFound && !isDeleted && data !== undefined);

  useEvent(TICKET_EVENTS, (payload, name) => {
    if (payload.ticketId === ticketId) {
      follower.take({ ...payload, name }, isNotFound || isLost);
    }
  });

  // The row was removed at once; now the conversation is, and one fetch says whether the person still sees any of it.
  useEffect(() => {
    if (entry?.removedAs === "removed") {
      follower.drop();
    }
  }, [follower, entry?.removedAs]);

  // An event or a list shows that a ticket is visible again.
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

  // The window's title would still name it.
  useEffect(() => {
    if (isLost) {
      document.title = `${t("openTicket.page.lostTitle")} · Helpejo`;
    }
  }, [t, isLost]);

  const state = useMemo(
    () => (data && isWhole(ticket) && !isNotFound ? { ...data, ticket } : null),
    [data, ticket, isNotFound],
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
