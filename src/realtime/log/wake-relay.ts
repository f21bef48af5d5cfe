import type { Bus } from "@/server/bus/bus";
import { onCommit } from "@/server/database/wake";

const TOPIC = "wake";
/** Commits within this time wake the others once. */
const GATHER_MILLISECONDS = 5;

/**
 * After a commit in this process, wakes the readers of the other processes, then its own; a poll makes up for
 * a lost wake-up. Returns a function that stops it.
 */
export function relayWakeUps(bus: Bus, wake: () => void): () => void {
  let gathering: NodeJS.Timeout | null = null;
  let isDirty = false;
  const wakeOthers = (): void => {
    if (gathering) {
      isDirty = true;
      return;
    }
    bus.publish(TOPIC, null);
    gathering = setTimeout(() => {
      gathering = null;
      if (isDirty) {
        isDirty = false;
        wakeOthers();
      }
    }, GATHER_MILLISECONDS);
    gathering.unref();
  };
  const stops = [onCommit(wakeOthers), bus.subscribe(TOPIC, wake)];
  return () => {
    stops.forEach((stop) => stop());
    clearTimeout(gathering ?? undefined);
  };
}
