import { shareOnce } from "@/server/process/globals";
import { Listeners } from "@/shared/listeners";

/** Calls `listener` whenever this process committed events to the log; returns a function that unsubscribes. */
export function onCommit(listener: () => void): () => void {
  return listeners().add(listener);
}

/** Wakes this process's readers, in either module graph, because the log has grown. Call it after the commit, never before. */
export function announceCommit(): void {
  listeners().emit();
}

function listeners(): Listeners {
  return shareOnce("wake", () => new Listeners());
}
