import { Listeners } from "@/shared/listeners";

/** The outcome of a request: `unauthorized` means that there is no session. */
export type HttpOutcome = "answered" | "unanswered" | "unauthorized";

const listeners = new Listeners<[HttpOutcome]>();
const NOBODY_THERE = new Set([0, 502, 503, 504]);

/** Subscribes to the outcome of each request of the page; returns a function that unsubscribes. */
export const onHttpOutcome = listeners.add;

/** Publishes the outcome of a request, by its status; 0 where nothing came back. */
export function publishHttpOutcome(status: number): void {
  listeners.emit(outcomeOf(status));
}

/** The outcome by a status: a gateway error means that the server itself did not answer. */
export function outcomeOf(status: number): HttpOutcome {
  return NOBODY_THERE.has(status) ? "unanswered" : status === 401 ? "unauthorized" : "answered";
}
