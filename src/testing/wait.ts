import { setTimeout as sleep } from "node:timers/promises";

/** Waits until `condition` holds, looking every few milliseconds; throws, saying what it waited for, when it does not in time: long enough for a machine that is busy. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  milliseconds = 15_000,
): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await condition())) {
    if (performance.now() > end) {
      throw new Error(`waited ${milliseconds} ms in vain until ${what}`);
    }
    await sleep(10);
  }
}
