import { setTimeout as wait } from "node:timers/promises";
import { shareOnce } from "@/server/process/globals";

interface Runs {
  /** The running one. */
  current: Promise<unknown> | null;
  /** The next one, which begins after all its callers have called. */
  next: Promise<unknown> | null;
  /** When the next may begin, by this process's clock. */
  restUntil: number;
}

/** After a run, the next one is delayed by so many times its duration: so it never takes more than half of a core. */
const REST_TIMES = 1;
const LONGEST_REST_MILLISECONDS = 1_000;
const MOST_KEYS = 1_000;

/**
 * Shares one run of `work` among all callers of this process with the same `key` at the same time: it begins
 * after they called, so its result is as fresh as if each had run it alone. A caller during a run shares the
 * next one.
 */
export async function shareRun<T>(key: string, work: () => Promise<T>): Promise<T> {
  const all = shareOnce("shared-runs", () => new Map<string, Runs>());
  const runs = all.get(key) ?? { current: null, next: null, restUntil: 0 };
  all.set(key, runs);
  forgetIdle(all);
  if (!runs.current && performance.now() >= runs.restUntil) {
    runs.current = timed(runs, work);
    return runs.current as Promise<T>;
  }
  runs.next ??= afterRest(runs, work);
  return runs.next as Promise<T>;
}

async function afterRest<T>(runs: Runs, work: () => Promise<T>): Promise<T> {
  await runs.current?.catch(() => undefined);
  await wait(Math.max(0, runs.restUntil - performance.now()));
  runs.current = runs.next;
  runs.next = null;
  return await timed(runs, work);
}

async function timed<T>(runs: Runs, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    return await work();
  } finally {
    const took = performance.now() - began;
    runs.restUntil = performance.now() + Math.min(LONGEST_REST_MILLISECONDS, took * REST_TIMES);
    runs.current = null;
  }
}

function forgetIdle(all: Map<string, Runs>): void {
  for (const [key, runs] of all.size > MOST_KEYS ? all : []) {
    if (!runs.current && !runs.next) {
      all.delete(key);
    }
  }
}
