"use client";

import { keepPreviousData, useInfiniteQuery, type QueryKey } from "@tanstack/react-query";
import { useState } from "react";
import { callApi, type ApiError } from "@/client/api/api";
import { useAudited } from "./use-audited";
import { apiError, intervalOf, never, type LiveOptions } from "./use-live";

/** A page of rows, as the API answers it. */
interface Page<Row> {
  items: Row[];
  nextCursor?: string | null;
}

/** Which list: where it is cached, and where the API has it. */
export interface ListAddress {
  key: QueryKey;
  path: string;
  /** The query, without the cursor; each has its own place in the cache. */
  search?: string;
}

/** How a list stays current. */
export interface LiveListOptions<Answer> extends LiveOptions<readonly Answer[]> {
  /** While the list is in use, no row comes, goes or moves, so that nothing moves under a hand. */
  isInUse?: boolean;
  /** The first page, where it came with the HTML. */
  initial?: Answer | undefined;
  /** Whether a failed request is tried again before it is an error. */
  retry?: boolean;
}

/** A list that others change too, in the form that `LiveList` shows. */
export interface LiveRows<Row, Answer = Page<Row>> {
  /** Null before the first answer. */
  rows: Row[] | null;
  /** The ids of rows that are shown and gone, because the list is in use. */
  gone: ReadonlySet<string>;
  /** New rows that are not shown yet, because the list is in use. */
  arrivals: number;
  /** The first page, with what it says beside its rows; null before the first answer. */
  about: Answer | null;
  /** When it was read, in milliseconds of this browser's clock; 0 before the first answer. */
  readAt: number;
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
 * A list in pages that is fetched again when something that `concerns` it was done by anybody. Rows change where they
 * stand; while the list `isInUse`, none comes or goes but by `fetchMore`, which adds at the end.
 */
export function useLiveList<Row extends { id: string }, Answer extends Page<Row> = Page<Row>>(
  { key, path, search = "" }: ListAddress,
  {
    isInUse = false,
    concerns = never,
    refetchMilliseconds = 0,
    initial,
    retry,
  }: LiveListOptions<Answer> = {},
): LiveRows<Row, Answer> {
  const query = useInfiniteQuery({
    queryKey: [...key, search],
    queryFn: ({ pageParam, signal }) => callApi<Answer>(addressOf(path, search, pageParam), { signal }),
    initialPageParam: "",
    getNextPageParam: (last: Answer) => last.nextCursor ?? null,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => intervalOf(refetchMilliseconds, state.data?.pages),
    ...(retry === undefined ? {} : { retry }),
    ...(initial === undefined ? { staleTime: 0 } : { initialData: { pages: [initial], pageParams: [""] } }),
  });
  useAudited(key, concerns);
  const pages = query.data?.pages;
  const [shown, setShown] = useState<Shown<Row> | null>(null);
  if (pages !== undefined && !query.isPlaceholderData && shown?.pages !== pages) {
    const isKept = isInUse && shown?.search === search && shown.rows.length > 0;
    if (!isKept) {
      setShown({ search, pages, count: pages.length, rows: rowsOf(pages) });
    } else if (pages.length > shown.count) {
      setShown({ ...shown, count: pages.length, rows: [...shown.rows, ...added(shown, pages)] });
    }
  }
  const latest = new Map(rowsOf<Row>(pages ?? []).map((row) => [row.id, row]));
  const rows = shown?.rows ?? null;
  const known = new Set(rows?.map(({ id }) => id));
  return {
    rows: rows?.map((row) => latest.get(row.id) ?? row) ?? null,
    gone: new Set(query.isPlaceholderData ? [] : [...known].filter((id) => !latest.has(id))),
    arrivals: query.isPlaceholderData ? 0 : countNew([...latest.keys()], known, query.hasNextPage),
    about: pages?.[0] ?? null,
    readAt: query.dataUpdatedAt,
    error: apiError(query.error),
    isSwitching: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    isFetchingMore: query.isFetchingNextPage,
    fetchMore: () => void query.fetchNextPage(),
    refetch: () => void query.refetch(),
    show: () => pages && setShown({ search, pages, count: pages.length, rows: rowsOf(pages) }),
  };
}

interface Shown<Row> {
  search: string;
  /** The answer that was taken as a whole: another one is news. */
  pages: readonly Page<Row>[];
  /** How many pages the rows come from. */
  count: number;
  rows: readonly Row[];
}

/** Rows at the end of the pages are older ones that moved up, where more follow; all others are new. */
function countNew(ids: readonly string[], known: ReadonlySet<string>, hasMore: boolean): number {
  const last = ids.findLastIndex((id) => known.has(id));
  return ids.filter((id, place) => !known.has(id) && (place < last || last === -1 || !hasMore)).length;
}

function addressOf(path: string, search: string, cursor: string): string {
  const query = [search, cursor && `cursor=${encodeURIComponent(cursor)}`].filter(Boolean).join("&");
  return query === "" ? path : `${path}?${query}`;
}

function rowsOf<Row>(pages: readonly Page<Row>[]): Row[] {
  return pages.flatMap(({ items }) => items);
}

/** The rows of the pages that were fetched since. */
function added<Row extends { id: string }>({ rows, count }: Shown<Row>, pages: readonly Page<Row>[]): Row[] {
  const known = new Set(rows.map(({ id }) => id));
  return rowsOf(pages.slice(count)).filter(({ id }) => !known.has(id));
}
