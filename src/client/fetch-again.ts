import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Fetches again what is kept under a key (without one, everything) and is on the screen; the rest is fetched when it is
 * looked at. What is being fetched for the first time is begun anew: TanStack Query would let it end, though it may have
 * been read before that of which one has just heard.
 */
export async function fetchAgain(queries: QueryClient, queryKey: QueryKey = []): Promise<void> {
  await queries.cancelQueries({
    queryKey,
    predicate: ({ state }) => state.data === undefined && state.fetchStatus !== "idle",
  });
  await queries.invalidateQueries({ queryKey });
}
