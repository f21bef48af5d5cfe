import type { QueryClient } from "@tanstack/react-query";

/** A ticket's entry in a list, with the sort key by which the server placed it. */
interface ListPlace {
  id: string;
  updatedAt: string;
}

/** A page of a list: ids in the server's order. The tickets themselves are in the store. */
export interface ListPage {
  places: readonly ListPlace[];
  nextCursor: string | null;
  /** The sort key of the last entry: tickets before it belong on this page. Absent where the page is empty. */
  edge?: string | number | null;
  /** When it was requested: later events are newer. */
  asOf: number;
}

/** The prefix of the query keys of all list pages. */
export const LISTS_KEY = ["tickets"];

/** The tickets on list pages, cached ones too, and the open ones. */
export function usedTickets(queries: QueryClient): Set<string> {
  const lists = listedTickets(queries);
  for (const { queryKey } of queries.getQueryCache().findAll({ queryKey: ["ticket"] })) {
    lists.add(String(queryKey[1]));
  }
  return lists;
}

/** The tickets on list pages, cached ones too. */
export function listedTickets(queries: QueryClient): Set<string> {
  return new Set(
    queries
      .getQueriesData<ListPage>({ queryKey: LISTS_KEY })
      .flatMap(([, page]) => page?.places.map(({ id }) => id) ?? []),
  );
}
