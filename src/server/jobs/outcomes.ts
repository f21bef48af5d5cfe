import { shareOnce } from "@/server/process/globals";
import { Listeners } from "@/shared/listeners";

/** The outcome of a run of a background job. */
export interface JobOutcome {
  job: string;
  /** Null when it went well. */
  error: unknown;
}

/** Subscribes to the outcome of each job run of this process; returns a function that unsubscribes. */
export function onJobOutcome(listener: (outcome: JobOutcome) => void): () => void {
  return listeners().add(listener);
}

/** Notifies the listeners. */
export function publishJobOutcome(outcome: JobOutcome): void {
  listeners().emit(outcome);
}

function listeners(): Listeners<[JobOutcome]> {
  return shareOnce("job-listeners", () => new Listeners<[JobOutcome]>());
}
