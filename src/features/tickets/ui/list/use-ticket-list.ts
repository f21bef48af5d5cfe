"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { ApiError, callApi } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import { sameAsBefore } from "@/client/cache/same-as-before";
import { useConnectionManager } from "@/client/connection/socket-provider";
import { useEvent } from "@/client/connection/use-event";
import type { Page, ListedTicket } from "@/features/tickets/schema";
import { fitsFilters, standsBefore } from "./filters";
import { newestRow, useRecentTickets, type RecentMap } from "./use-recent-tickets";

const FRESH_MILLISECONDS = 5_000;
const CALM_MILLISECONDS = 2_000;
/** How long before it reached the browser a page may have been read by the server that rendered it. */
const RENDER_MILLISECONDS = 3_000;

/** A page of tickets, and when it was asked for by this browser's clock: what events told later is newer. */
interface FetchedPage extends Page<ListedTicket> {
  asOf: number;
}

/** A live page of tickets. */
export interface TicketList {
  /** The rows to show, in the order in which they stand; their cells are those of now. */
  rows: ListedTicket[];
  nextCursor: string | null;
  /** Nothing to show yet. */
  isLoading: boolean;
  /** The rows are still those of another list, while this one is fetched. */
  isSwitching: boolean;
  error: ApiError | null;
  /** Tickets that belong here by now and are not shown: "4 new, show". */
  arrivals: number;
  /** Shows them, in the order of now. */
  show(): void;
}

/**
 * The page of tickets that `search` (a put-right query) asks for. Cells change in place as events come; rows take the
 * order of now only while nobody has their hand on them (`isHeld`), and otherwise when they are asked to.
 */
export function useTicketList(
  search: string,
  options: { limit: number; isHeld: boolean; initial: Page<ListedTicket> | null },
): TicketList {
  const { limit, isHeld, initial } = options;
  const me = useMe();
  const recent = useRecentTickets();
  const [first] = useState(() => initial && { search, page: { ...initial, asOf: renderedAt(initial) } });
  const isFirst = first?.search === search;
  const query = useQuery<FetchedPage, Error>({
    queryKey: ["tickets", search, limit],
    queryFn: async ({ signal }) => {
      const asOf = Date.now();
      const page = await callApi<Page<ListedTicket>>(
        `/api/tickets?${search ? `${search}&` : ""}limit=${limit}`,
        { signal },
      );
      return { ...page, asOf };
    },
    staleTime: FRESH_MILLISECONDS,
    ...(isFirst
      ? { initialData: first.page, initialDataUpdatedAt: first.page.asOf + RENDER_MILLISECONDS }
      : {}),
  });

  // What is shown is a page that was taken over whole, so that its order stays until another one is taken over.
  const [taken, setTaken] = useState<{ search: string; page: FetchedPage } | null>(isFirst ? first : null);
  const fresh = query.data;
  // After a time without events even a list that somebody points at is taken over: it may hold what is nobody's any more.
  const gapAt = useGapTime();
  const isBeforeGap = taken !== null && fresh !== undefined && taken.page.asOf < gapAt && fresh.asOf >= gapAt;
  if (fresh && taken?.page !== fresh && (taken?.search !== search || !isHeld || isBeforeGap)) {
    setTaken({ search, page: fresh });
  }
  useEvent("ticket:removed", ({ ticketId }) => {
    setTaken((now) => now && { ...now, page: without(now.page, ticketId) });
  });
  const shown = taken?.page ?? null;
  const known = new Map(fresh && taken?.search === search ? fresh.items.map((row) => [row.id, row]) : []);
  const [kept] = useState(() => sameAsBefore<ListedTicket>((row) => row.id));
  const rows = kept(
    shown?.items.flatMap((row) => newestRow(newer(row, known.get(row.id)), shown.asOf, recent) ?? []) ?? [],
  );
  const arrivals =
    shown && taken?.search === search ? countArrivals(search, shown, fresh ?? shown, recent, me) : 0;
  const isStale =
    shown !== null &&
    rows.some((row) => row.updatedAt !== shown.items.find((one) => one.id === row.id)?.updatedAt);

  const show = async (): Promise<void> => {
    const { data } = await query.refetch();
    if (data) {
      setTaken({ search, page: data });
    }
  };
  const showCalmly = useEffectEvent(() => void show());
  const isDue = !isHeld && (arrivals > 0 || isStale) && !new URLSearchParams(search).has("cursor");
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
    isLoading: shown === null && error === null,
    isSwitching: taken !== null && taken.search !== search && error === null,
    error: fresh && taken?.search === search ? null : error,
    arrivals,
    show: () => void show(),
  };
}

const rendered = new WeakMap<object, number>();

/** When a page from the server was made, by this browser's clock; going back in the browser brings an old one again. */
function renderedAt(initial: object): number {
  const at = rendered.get(initial) ?? Date.now() - RENDER_MILLISECONDS;
  rendered.set(initial, at);
  return at;
}

/** When this page last began to catch up with a time in which it heard nothing; 0 while there was none. */
function useGapTime(): number {
  const manager = useConnectionManager();
  const [gapAt, setGapAt] = useState(0);
  useEffect(
    () =>
      manager.subscribe(() => {
        const { kind } = manager.get();
        if (kind === "catching-up" || kind === "paused") {
          setGapAt(Date.now());
        }
      }),
    [manager],
  );
  return gapAt;
}

function without(page: FetchedPage, ticketId: string): FetchedPage {
  return { ...page, items: page.items.filter((row) => row.id !== ticketId) };
}

function newer(row: ListedTicket, other: ListedTicket | undefined): ListedTicket {
  return other && other.version >= row.version ? other : row;
}

function countArrivals(
  search: string,
  shown: FetchedPage,
  fresh: FetchedPage,
  recent: RecentMap,
  me: { id: string; teamIds: readonly string[] },
): number {
  const ids = new Set(shown.items.map((row) => row.id));
  const isFirstPage = !new URLSearchParams(search).has("cursor");
  const arrived = new Set(isFirstPage ? fresh.items.map((row) => row.id).filter((id) => !ids.has(id)) : []);
  const last = shown.nextCursor === null ? null : shown.items[shown.items.length - 1];
  for (const [id, { at, ticket }] of recent) {
    if (at < fresh.asOf) {
      continue;
    }
    const isHere =
      !!ticket &&
      !ids.has(id) &&
      fitsFilters(ticket, search, me) &&
      (!last || standsBefore(ticket, last, search));
    if (isHere) {
      arrived.add(id);
    } else {
      arrived.delete(id);
    }
  }
  return arrived.size;
}
