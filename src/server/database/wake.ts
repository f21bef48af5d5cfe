import { shareOnce } from "@/server/process/globals";

type Listener = () => void;

/** Calls `listener` whenever this process committed events to the log; returns a function that unsubscribes. */
export function onCommit(listener: Listener): () => void {
  listeners().add(listener);
  return () => listeners().delete(listener);
}

/** Wakes this process's readers, in either module graph, because the log has grown. Call it after the commit, never before. */
export function announceCommit(): void {
  for (const listener of listeners()) {
    listener();
  }
}

function listeners(): Set<Listener> {
  return shareOnce("wake", () => new Set<Listener>());
}
