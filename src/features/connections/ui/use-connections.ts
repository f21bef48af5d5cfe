"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, callApi } from "@/client/api/api";
import type { ConnectionDto, ConnectionPage, ConnectionQuery } from "@/features/connections/schema";
import type { Role } from "@/shared/roles";

const REFRESH_MILLISECONDS = 4_000;
const PAGE = 50;

/** The filters and the order of the list. */
export interface ConnectionFilters {
  q: string;
  role: Role | null;
  transport: ConnectionDto["transport"] | null;
  sort: ConnectionQuery["sort"];
}

/** A connection in the list; one that ended keeps its row while the pointer is over the list. */
export interface ShownConnection extends ConnectionDto {
  hasEnded: boolean;
}

/** The list of connections, as it was a few seconds ago at most. */
export interface Connections {
  /** Null before the first answer. */
  rows: ShownConnection[] | null;
  /** The answer's totals beside its rows. */
  about: Omit<ConnectionPage, "items" | "nextCursor"> | null;
  /** New connections that are not shown yet, because the pointer is over the list. */
  arrivals: number;
  /** When it was last refreshed, in milliseconds of this browser's clock. */
  refreshedAt: number;
  error: ApiError | null;
  isSwitching: boolean;
  hasMore: boolean;
  isFetchingMore: boolean;
  fetchMore(): void;
  refresh(): void;
  /** Shows what came. */
  show(): void;
}

/** Refreshes every few seconds while the page is visible; rows keep their places while `isInUse`. */
export function useConnections(filters: ConnectionFilters, isInUse: boolean): Connections {
  const search = searchOf(filters);
  const query = useInfiniteQuery({
    queryKey: ["connections", search],
    queryFn: ({ pageParam, signal }) =>
      callApi<ConnectionPage>(`/api/admin/connections?${search}${pageParam && `&cursor=${pageParam}`}`, {
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: REFRESH_MILLISECONDS,
    staleTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  const [taken, setTaken] = useState<{ search: string; pages: readonly ConnectionPage[] } | null>(null);
  const isNews = pages !== undefined && !query.isPlaceholderData && taken?.pages !== pages;
  if (isNews && (!isInUse || taken?.search !== search)) {
    setTaken({ search, pages });
  }
  const latest = new Map(pages?.flatMap((page) => page.items).map((row) => [row.id, row]));
  const rows = taken?.pages.flatMap((page) => page.items) ?? null;
  const known = new Set(rows?.map((row) => row.id));
  const { error } = query;
  return {
    rows: rows?.map((row) => ({ ...(latest.get(row.id) ?? row), hasEnded: !latest.has(row.id) })) ?? null,
    about: pages?.[0] ?? null,
    arrivals: query.isPlaceholderData ? 0 : [...latest.keys()].filter((id) => !known.has(id)).length,
    refreshedAt: query.dataUpdatedAt,
    error: error instanceof ApiError ? error : error && new ApiError(0, { detail: error.message }, null),
    isSwitching: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    isFetchingMore: query.isFetchingNextPage,
    fetchMore: () => void query.fetchNextPage(),
    refresh: () => void query.refetch(),
    show: () => pages && setTaken({ search, pages }),
  };
}

function searchOf({ q, role, transport, sort }: ConnectionFilters): string {
  const params = new URLSearchParams({ limit: String(PAGE), sort });
  Object.entries({ q: q.trim(), role, transport }).forEach(
    ([name, value]) => value && params.set(name, value),
  );
  return params.toString();
}
