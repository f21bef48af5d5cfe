/** How a request went: `unauthorized` stands for an answer that there is no session. */
export type HttpOutcome = "answered" | "unanswered" | "unauthorized";

const listeners = new Set<(outcome: HttpOutcome) => void>();
const NOBODY_THERE = new Set([0, 502, 503, 504]);

/** Hears how each request of the page went; returns how to stop that. */
export function onHttpOutcome(listener: (outcome: HttpOutcome) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells how a request went, by its status; 0 where nothing came back. */
export function tellHttpOutcome(status: number): void {
  const outcome = outcomeOf(status);
  listeners.forEach((listener) => listener(outcome));
}

/** What a status says about the line: a proxy that misses the server behind it is no answer. */
export function outcomeOf(status: number): HttpOutcome {
  return NOBODY_THERE.has(status) ? "unanswered" : status === 401 ? "unauthorized" : "answered";
}
