import type { QueryClient } from "@tanstack/react-query";

/** Where a ticket stands in a list, and by which state of it the server put it there. */
interface ListPlace {
  id: string;
  updatedAt: string;
}

/** A page of a list: ids in the server's order. The tickets themselves are in the store. */
export interface ListPage {
  places: readonly ListPlace[];
  nextCursor: string | null;
  /** By what the last one has its place: what comes before it belongs on this page. Absent where the page is empty. */
  edge?: string | number | null;
  /** When it was asked for: what events told later is newer. */
  asOf: number;
}

/** How the keys of all pages of lists begin. */
export const LISTS_KEY = ["tickets"];

/** The tickets that pages of lists, kept ones too, show; and those that are open. */
export function heldTickets(queries: QueryClient): Set<string> {
  const lists = listedTickets(queries);
  for (const { queryKey } of queries.getQueryCache().findAll({ queryKey: ["ticket"] })) {
    lists.add(String(queryKey[1]));
  }
  return lists;
}

/** The tickets that pages of lists, kept ones too, show. */
export function listedTickets(queries: QueryClient): Set<string> {
  return new Set(
    queries
      .getQueriesData<ListPage>({ queryKey: LISTS_KEY })
      .flatMap(([, page]) => page?.places.map(({ id }) => id) ?? []),
  );
}
