"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { ApiError, callApi } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import { useConnectionManager } from "@/client/connection/socket-provider";
import type { Page, ListedTicket } from "@/features/tickets/schema";
import { LISTS_KEY, type ListPage } from "@/features/tickets/ui/store/list-page";
import { RENDER_MILLISECONDS, renderedAt } from "@/features/tickets/ui/store/rendered-at";
import { useTicketRows, useTicketStore } from "@/features/tickets/ui/store/store-provider";
import { rowOf, shownRow } from "@/features/tickets/ui/store/ticket-rows";
import { countArrivals, toListPage } from "./arrivals";
import { isArchive } from "./filters";
import { unpackPage, type PackedPage } from "./packed-page";

const FRESH_MILLISECONDS = 5_000;
const CALM_MILLISECONDS = 2_000;
/** A page of tickets, updated live. */
export interface TicketList {
  /** The rows to show, in their shown order; their cells are current. */
  rows: ListedTicket[];
  nextCursor: string | null;
  /** Nothing to show yet. */
  isLoading: boolean;
  /** The rows are still those of another list, while this one is fetched. */
  isSwitching: boolean;
  error: ApiError | null;
  /** How many tickets belong here and are not shown: "4 new, show". */
  arrivals: number;
  /** Shows them, in the current order. */
  show(): void;
}

/**
 * The page of tickets that `search` (a normalised query) asks for. Cells change in place as events come; rows
 * are reordered only while the person is not using the list (`isInUse`), and otherwise on request.
 */
export function useTicketList(
  search: string,
  options: { limit: number; isInUse: boolean; initial: PackedPage | null },
): TicketList {
  const { limit, isInUse, initial } = options;
  const me = useMe();
  const store = useTicketStore();
  const tickets = useTicketRows();
  const [first] = useState(() => {
    if (!initial) {
      return null;
    }
    const asOf = renderedAt(initial);
    // The document shows no row, so what renders it makes none.
    const page = isRendering ? { items: [], nextCursor: initial.nextCursor } : unpackPage(initial);
    store.seed(page.items, asOf);
    return { search, page: toListPage(page, search, asOf) };
  });
  const isFirst = first?.search === search;
  const isHydrating = useSyncExternalStore(neverChanges, isHere, isThere);
  const query = useQuery<ListPage, Error>({
    queryKey: [...LISTS_KEY, search, limit],
    queryFn: async ({ signal }) => {
      const asOf = store.now();
      const page = await callApi<Page<ListedTicket>>(
        `/api/tickets?${search ? `${search}&` : ""}limit=${limit}`,
        { signal },
      );
      store.put(page.items, asOf);
      return toListPage(page, search, asOf);
    },
    staleTime: FRESH_MILLISECONDS,
    ...(isFirst
      ? { initialData: first.page, initialDataUpdatedAt: first.page.asOf + RENDER_MILLISECONDS }
      : {}),
  });

  // The shown page is adopted whole, so that its order stays until another one is adopted.
  const [taken, setTaken] = useState<{ search: string; page: ListPage } | null>(isFirst ? first : null);
  const fresh = query.data;
  // After a time without events a new page is adopted even under the pointer: the old one may hold tickets that the person may not see any more.
  const gapAt = useGapTime();
  const isBeforeGap = taken !== null && fresh !== undefined && taken.page.asOf < gapAt && fresh.asOf >= gapAt;
  if (fresh && taken?.page !== fresh && (taken?.search !== search || !isInUse || isBeforeGap)) {
    setTaken({ search, page: fresh });
  }
  const shown = taken?.page ?? null;
  const rows = (shown?.places ?? []).flatMap(({ id }) => shownRow(tickets, id) ?? []);
  const arrivals =
    shown && taken?.search === search
      ? countArrivals({ search, shown, fresh: fresh ?? shown, tickets, me })
      : 0;
  const isStale =
    shown?.places.some(({ id, updatedAt }) => {
      const row = rowOf(tickets, id);
      return row !== null && (row.updatedAt !== updatedAt || (row.archivedAt !== null) !== isArchive(search));
    }) ?? false;

  const show = async (): Promise<void> => {
    const { data } = await query.refetch();
    if (data) {
      setTaken({ search, page: data });
    }
  };
  const showCalmly = useEffectEvent(() => void show());
  const isDue = !isInUse && (arrivals > 0 || isStale) && !new URLSearchParams(search).has("cursor");
  useEffect(() => {
    if (!isDue) {
      return;
    }
    const timer = setTimeout(showCalmly, CALM_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isDue]);

  const error = query.error instanceof ApiError ? query.error : null;
  return {
    rows,
    nextCursor: shown?.nextCursor ?? null,
    // The document holds the first rows once, as data: until a browser has made rows of them, the list has some to come.
    isLoading:
      (shown === null && error === null) || (isHydrating && rows.length === 0 && initial?.isEmpty === false),
    isSwitching: taken !== null && taken.search !== search && error === null,
    error: fresh && taken?.search === search ? null : error,
    arrivals,
    show: () => void show(),
  };
}

const isRendering = typeof window === "undefined";
const neverChanges = (): (() => void) => () => undefined;
const isHere = (): boolean => false;
const isThere = (): boolean => true;

/** When this page last began to catch up after a time without events; 0 while there was none. */
function useGapTime(): number {
  const manager = useConnectionManager();
  const store = useTicketStore();
  const [gapAt, setGapAt] = useState(0);
  useEffect(
    () =>
      manager.subscribe(() => {
        const { kind } = manager.get();
        if (kind === "catching-up" || kind === "paused") {
          setGapAt(store.now());
        }
      }),
    [manager, store],
  );
  return gapAt;
}
