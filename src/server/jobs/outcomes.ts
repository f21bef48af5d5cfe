import { shareOnce } from "@/server/process/globals";

/** The outcome of a run of a background job. */
export interface JobOutcome {
  job: string;
  /** Null when it went well. */
  error: unknown;
}

type Listener = (outcome: JobOutcome) => void;

/** Subscribes to the outcome of each job run of this process; returns a function that unsubscribes. */
export function onJobOutcome(listener: Listener): () => void {
  listeners().add(listener);
  return () => void listeners().delete(listener);
}

/** Notifies the listeners. */
export function tellJobOutcome(outcome: JobOutcome): void {
  listeners().forEach((listener) => listener(outcome));
}

function listeners(): Set<Listener> {
  return shareOnce("job-listeners", () => new Set<Listener>());
}
