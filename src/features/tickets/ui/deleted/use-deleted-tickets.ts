"use client";

import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi } from "@/client/api/api";
import { fetchOnceMore } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";
import type { DeletedTicket, Page } from "@/features/tickets/schema";
import { DELETED_TICKETS_KEY } from "@/features/tickets/ui/queries";

/** The deleted tickets that can still be restored, the latest first, updated live. */
export interface DeletedTickets {
  /** Null before the first answer. */
  rows: readonly DeletedTicket[] | null;
  error: ApiError | null;
  refetch(): void;
  hasMore: boolean;
  isFetchingMore: boolean;
  fetchMore(): void;
}

/** Follows deletions and restorations by others; with a text, of tickets that hold it. */
export function useDeletedTickets(text: string): DeletedTickets {
  const queries = useQueryClient();
  const query = useInfiniteQuery({
    queryKey: [...DELETED_TICKETS_KEY, text],
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<DeletedTicket>>(
        `/api/admin/deleted-tickets?limit=50${text ? `&q=${encodeURIComponent(text)}` : ""}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ""}`,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? null;
  useEvent(["ticket:deleted", "ticket:updated"], ({ ticketId }, name) => {
    if (name === "ticket:deleted" || rows?.some((row) => row.id === ticketId)) {
      void fetchOnceMore(queries, DELETED_TICKETS_KEY);
    }
  });
  return {
    rows,
    error: query.error instanceof ApiError ? query.error : null,
    refetch: () => void query.refetch(),
    hasMore: query.hasNextPage,
    isFetchingMore: query.isFetchingNextPage,
    fetchMore: () => void query.fetchNextPage(),
  };
}
