/** How long another tab may lock a queue: a tab that was put to sleep in the middle must not hold it for ever. */
const LOCK_MILLISECONDS = 40_000;

/** Runs `work` in one tab of the browser at a time; on plain http, where browsers have no locks, at once. */
export async function locked<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (!("locks" in navigator)) {
    return await work();
  }
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), LOCK_MILLISECONDS);
  let hasBegun = false;
  try {
    return await navigator.locks.request(name, { signal: patience.signal }, async () => {
      clearTimeout(timer);
      hasBegun = true;
      return await work();
    });
  } catch (error) {
    if (hasBegun) {
      throw error;
    }
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
