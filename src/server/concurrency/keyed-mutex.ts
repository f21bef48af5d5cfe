import pLimit, { type LimitFunction } from "p-limit";
import { shareOnce } from "@/server/process/globals";

/**
 * A keyed mutex: runs `work` after everything that was queued under the same key in this process. Writers of
 * one ticket queue here, before they take a connection: if they waited for the row's lock inside PostgreSQL,
 * 400 of them would hold the whole pool.
 */
export async function runExclusive<T>(key: string, work: () => Promise<T>): Promise<T> {
  const mutexes = shareOnce("mutexes", () => new Map<string, LimitFunction>());
  const mutex = mutexes.get(key) ?? pLimit(1);
  mutexes.set(key, mutex);
  try {
    return await mutex(work);
  } finally {
    if (mutex.activeCount + mutex.pendingCount === 0 && mutexes.get(key) === mutex) {
      mutexes.delete(key);
    }
  }
}
