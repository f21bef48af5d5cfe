import { shareOnce } from "@/server/process/globals";

type Listener = () => void;

/** Has `listener` called whenever this process committed something to the log; returns how to stop that. */
export function onCommit(listener: Listener): () => void {
  listeners().add(listener);
  return () => listeners().delete(listener);
}

/** Tells this process's readers, of whichever module graph, that the log has grown. Call it after the commit, never before. */
export function announceCommit(): void {
  for (const listener of listeners()) {
    listener();
  }
}

function listeners(): Set<Listener> {
  return shareOnce("wake", () => new Set<Listener>());
}
