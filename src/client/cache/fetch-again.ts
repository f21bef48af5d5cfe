import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Fetches again what is cached under a key (without one, everything) and is on the screen; the rest is
 * fetched when it is shown. A first fetch that is under way is started anew: TanStack Query would let it
 * finish, though the server may have read its answer before the change that was just announced.
 */
export async function fetchAgain(queries: QueryClient, queryKey: QueryKey = []): Promise<void> {
  await queries.cancelQueries({
    queryKey,
    predicate: ({ state }) => state.data === undefined && state.fetchStatus !== "idle",
  });
  await queries.invalidateQueries({ queryKey });
}

const waiting = new WeakMap<QueryClient, Set<string>>();

/**
 * As `fetchAgain`, for frequent events: a fetch under way finishes first, and however many events come
 * meanwhile, one fetch follows it. Starting anew each time would cost most when the server is slow already.
 */
export async function fetchOnceMore(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  const keys = waiting.get(queries) ?? new Set();
  waiting.set(queries, keys);
  const key = JSON.stringify(queryKey);
  if (keys.has(key)) {
    return;
  }
  keys.add(key);
  // Starts nothing: it only waits for the fetch under way.
  await queries.refetchQueries({ queryKey, fetchStatus: "fetching" }, { cancelRefetch: false });
  keys.delete(key);
  await queries.invalidateQueries({ queryKey });
}
