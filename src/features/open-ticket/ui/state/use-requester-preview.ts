"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi } from "@/client/api/api";
import { fetchOnceMore } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";
import type { TicketDto } from "@/features/tickets/schema";
import { VERSIONED_EVENTS } from "@/shared/versioned-events";
import { fetchedPages } from "./fetch-conversation";
import { opened, withEarlier, type OpenTicket } from "./room-state";
import { readWindow, type Earlier } from "./window";

const EVENTS = [...VERSIONED_EVENTS, "ticket:activity", "ticket:seen"] as const;

/** A ticket as its requester gets it. */
export interface RequesterPreview {
  /** Null before the first answer, and where it may not be shown. */
  state: OpenTicket | null;
  error: ApiError | null;
  refetch(): void;
  loadEarlier(aboutToShow: () => void): Promise<void>;
}

/**
 * A ticket as its requester gets it, live: whatever happens on it, it is fetched again in the requester's place. Events that this person receives
 * are staff's, with staff's versions, and are not applied.
 */
export function useRequesterPreview(ticketId: string): RequesterPreview {
  const queries = useQueryClient();
  const queryKey = ["ticket", ticketId, "as-requester"];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      const before = queries.getQueryData<OpenTicket>(queryKey);
      return fetchPreview(ticketId, before?.earlier, signal);
    },
    staleTime: 0,
    gcTime: 0,
  });
  useEvent(EVENTS, (event) => {
    if (event.ticketId === ticketId) {
      void fetchOnceMore(queries, queryKey);
    }
  });

  async function loadEarlier(aboutToShow: () => void): Promise<void> {
    const known = queries.getQueryData<OpenTicket>(queryKey);
    if (!known?.earlier) {
      return;
    }
    const part = await readWindow(fetchedPages(ticketId, undefined, "requester"), { before: known.earlier });
    aboutToShow();
    queries.setQueryData<OpenTicket>(queryKey, (now) => now && { ...now, ...withEarlier(now, part) });
  }
  return {
    state: data ?? null,
    error: error instanceof ApiError ? error : null,
    refetch: () => void refetch(),
    loadEarlier,
  };
}

/** All of it anew, as far back as it was loaded. */
async function fetchPreview(
  ticketId: string,
  until: Earlier | null | undefined,
  signal: AbortSignal,
): Promise<OpenTicket> {
  const [ticket, part] = await Promise.all([
    callApi<TicketDto>(`/api/tickets/${encodeURIComponent(ticketId)}?as=requester`, { signal }),
    readWindow(fetchedPages(ticketId, signal, "requester"), until === undefined ? {} : { until }),
  ]);
  const { comments, files: attachments, history, earlier } = part;
  return { ...opened({ comments, attachments, history, earlier }, ticket.version, null), ticket };
}
