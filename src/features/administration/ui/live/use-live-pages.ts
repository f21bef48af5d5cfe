"use client";

import { keepPreviousData, useInfiniteQuery, type QueryKey } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, callApi } from "@/client/api/api";
import { useAudited, type Audited } from "./use-audited";

/** A page of rows, as the API answers it. */
interface Page<Row> {
  items: Row[];
  nextCursor: string | null;
}

/** A list of which others change rows. */
export interface LivePages<Row> {
  /** Null before the first answer. */
  rows: Row[] | null;
  /** New rows that are not shown yet, because the list is in use. */
  arrivals: number;
  error: ApiError | null;
  /** Rows of other filters are shown until those of these are there. */
  isSwitching: boolean;
  hasMore: boolean;
  isFetchingMore: boolean;
  fetchMore(): void;
  refetch(): void;
  /** Shows what came. */
  show(): void;
}

/**
 * A list in pages that is fetched again when something that `concerns` it was done. Rows change where they stand; while
 * the list `isInUse`, none comes or goes, so that nothing moves under a hand.
 */
export function useLivePages<Row extends { id: string }>(
  { key, path, search }: { key: QueryKey; path: string; search: string },
  { isInUse, concerns }: { isInUse: boolean; concerns: (audited: Audited) => boolean },
): LivePages<Row> {
  const query = useInfiniteQuery({
    queryKey: [...key, search],
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<Row>>(`${path}?${search}${pageParam && `&cursor=${encodeURIComponent(pageParam)}`}`, {
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  useAudited(key, concerns);
  const pages = query.data?.pages;
  const [shown, setShown] = useState<Shown<Row> | null>(null);
  const isNews = pages !== undefined && !query.isPlaceholderData && shown?.pages !== pages;
  const hasGrown = pages !== undefined && shown !== null && pages.length > shown.pages.length;
  if (isNews && (!isInUse || hasGrown || shown?.search !== search)) {
    setShown({ search, pages });
  }
  const latest = new Map(pages?.flatMap((page) => page.items).map((row) => [row.id, row]));
  const rows = shown?.pages.flatMap((page) => page.items) ?? null;
  const known = new Set(rows?.map((row) => row.id));
  return {
    rows: rows?.map((row) => latest.get(row.id) ?? row) ?? null,
    arrivals: query.isPlaceholderData ? 0 : [...latest.keys()].filter((id) => !known.has(id)).length,
    error: query.error instanceof ApiError ? query.error : null,
    isSwitching: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    isFetchingMore: query.isFetchingNextPage,
    fetchMore: () => void query.fetchNextPage(),
    refetch: () => void query.refetch(),
    show: () => pages && setShown({ search, pages }),
  };
}

interface Shown<Row> {
  search: string;
  pages: readonly Page<Row>[];
}
