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

const waiting = new WeakMap<QueryClient, Set<string>>();

/**
 * As `fetchAgain`, for what is heard of often: what is being fetched ends first, and however much is heard meanwhile, one
 * fetch follows it. Beginning anew each time would ask the most of a server that is slow already.
 */
export async function fetchOnceMore(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  const keys = waiting.get(queries) ?? new Set();
  waiting.set(queries, keys);
  const key = JSON.stringify(queryKey);
  if (keys.has(key)) {
    return;
  }
  keys.add(key);
  // Begins nothing: it only waits for what is under way.
  await queries.refetchQueries({ queryKey, fetchStatus: "fetching" }, { cancelRefetch: false });
  keys.delete(key);
  await queries.invalidateQueries({ queryKey });
}
