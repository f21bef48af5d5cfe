import { shareOnce } from "@/server/process/globals";

/**
 * Runs `work` after everything that was queued under the same key in this process. Writers of one ticket queue here,
 * before they take a connection: waiting for the row's lock inside PostgreSQL, 400 of them would hold the whole pool.
 */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const tails = shareOnce("turns", () => new Map<string, Promise<unknown>>());
  const before = tails.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  const tail = mine.catch(() => undefined);
  tails.set(key, tail);
  try {
    return await mine;
  } finally {
    if (tails.get(key) === tail) {
      tails.delete(key);
    }
  }
}
