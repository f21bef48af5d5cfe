import { setTimeout as sleep } from "node:timers/promises";

/** Asks the database again and again until it answers: it may be away for a while. */
export async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch {
      await sleep(100);
    }
  }
}
