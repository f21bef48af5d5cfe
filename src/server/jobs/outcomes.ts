import { shareOnce } from "@/server/process/globals";

/** How a run of a background job ended. */
export interface JobOutcome {
  job: string;
  /** Null when it went well. */
  error: unknown;
}

type Listener = (outcome: JobOutcome) => void;

/** Hears how each run of a job ended that this process did; returns how to stop. */
export function onJobOutcome(listener: Listener): () => void {
  listeners().add(listener);
  return () => void listeners().delete(listener);
}

/** Tells whoever listens. */
export function tellJobOutcome(outcome: JobOutcome): void {
  listeners().forEach((listener) => listener(outcome));
}

function listeners(): Set<Listener> {
  return shareOnce("job-listeners", () => new Set<Listener>());
}
