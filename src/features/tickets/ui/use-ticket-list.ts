"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { callApi, ApiError } from "@/client/api";
import { useEvent } from "@/client/use-event";
import { mergeTicket, type TicketEvent } from "@/features/tickets/apply";
import type { Page, TicketDto } from "@/features/tickets/schema";
import { fitsFilters } from "./list-filters";

const ROW_EVENTS = ["ticket:created", "ticket:updated", "ticket:activity"] as const;
const GONE_EVENTS = ["ticket:deleted", "ticket:removed"] as const;

/** A live page of tickets. */
export interface TicketList {
  page: Page<TicketDto> | null;
  error: ApiError | null;
  isLoading: boolean;
  /** Tickets that belong to this list by now and are not on this page: "4 new, show". */
  arrivals: number;
  /** Shows them. */
  showArrivals(): void;
}

/**
 * The page of tickets that `search` (the URL's query) asks for. Cells change in place as events come; rows never move
 * or appear by themselves: what belongs into the list since is counted, for the person to show when it suits them.
 */
export function useTicketList(search: string, me: { id: string; teamIds: readonly string[] }): TicketList {
  const queries = useQueryClient();
  const key = ["tickets", search] as const;
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  const query = useQuery<Page<TicketDto>, Error>({
    queryKey: key,
    queryFn: ({ signal }) => callApi<Page<TicketDto>>(`/api/tickets${search ? `?${search}` : ""}`, { signal }),
    placeholderData: keepPreviousData,
  });

  useEffect(() => setArrived(new Set()), [search, query.dataUpdatedAt]);

  const shown = query.data;
  useEvent<TicketEvent>(ROW_EVENTS, ({ ticket }) => {
    if (!ticket) {
      return;
    }
    if (shown?.items.some((row) => row.id === ticket.id)) {
      // Not by setQueryData's own clock: a changed cell is no fresh answer, and must not hide what arrived.
      queries.setQueryData<Page<TicketDto>>(key, (page) => page && withRow(page, ticket), { updatedAt: query.dataUpdatedAt });
    } else if (fitsFilters(ticket, search, me)) {
      setArrived((before) => new Set(before).add(ticket.id));
    }
  });
  useEvent<{ ticketId: string }>(GONE_EVENTS, ({ ticketId }) => {
    setArrived((before) => new Set([...before].filter((id) => id !== ticketId)));
    queries.setQueryData<Page<TicketDto>>(key, (page) => page && { ...page, items: page.items.filter((row) => row.id !== ticketId) }, {
      updatedAt: query.dataUpdatedAt,
    });
  });

  return {
    page: shown ?? null,
    error: query.error instanceof ApiError ? query.error : null,
    isLoading: query.isPending,
    arrivals: arrived.size,
    showArrivals: () => void queries.invalidateQueries({ queryKey: ["tickets"] }),
  };
}

function withRow(page: Page<TicketDto>, ticket: TicketDto): Page<TicketDto> {
  return { ...page, items: page.items.map((row) => (row.id === ticket.id && ticket.version >= row.version ? mergeTicket(row, ticket) : row)) };
}
