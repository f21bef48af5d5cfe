import { pool } from "@/server/database/database";
import type { FaultLog } from "./fault-log";
import type { Stage } from "./stage";

const EVERY_MILLISECONDS = 250;
const SLOW_MILLISECONDS = 250;
const PATIENCE_MILLISECONDS = 5_000;

/**
 * Probes every process, the database and this process itself again and again, and notes slow answers: an
 * overloaded machine keeps no deadline. Returns a function that stops it.
 */
export function watchStalls(stage: Stage, faultLog: FaultLog): () => void {
  const asks: [string, () => Promise<unknown>][] = [
    ...stage.processes.map(({ url }, index): [string, () => Promise<unknown>] => [
      `process:${index}`,
      () => fetch(`${url}/health`, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) }),
    ]),
    ["postgres", () => pool().query("SELECT 1")],
    ["own", () => new Promise((resolve) => setImmediate(resolve))],
  ];
  const timers = asks.map(([key, ask]) => {
    let last = Date.now();
    let isAsking = false;
    return setInterval(() => {
      // A timer that comes late is our own delay.
      const now = Date.now();
      if (now - last > EVERY_MILLISECONDS + SLOW_MILLISECONDS) {
        faultLog.was("our own delay", "own", last, now);
      }
      last = now;
      if (isAsking) {
        return;
      }
      isAsking = true;
      const isSlow = (): boolean => Date.now() - now > SLOW_MILLISECONDS;
      void ask()
        .then(
          () => isSlow(),
          () => true,
        )
        .then((wasAway) => {
          isAsking = false;
          if (wasAway) {
            faultLog.was("no answer", key, now, Date.now());
          }
        });
    }, EVERY_MILLISECONDS);
  });
  return () => timers.forEach((timer) => clearInterval(timer));
}
