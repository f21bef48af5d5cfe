/** A page's observations of its user's activity; times in milliseconds. */
export interface Attendance {
  lastInputAt: number;
  /** Since when the page is hidden; null while it is visible. */
  hiddenSince: number | null;
}

const IDLE_MILLISECONDS = 5 * 60_000;
/** Switching between two of our tabs takes less. */
const HIDDEN_MILLISECONDS = 10_000;

/** Whether the person is away: the page was hidden for a moment, or there was no input for five minutes. */
export function isAwayAt(attendance: Attendance, now: number): boolean {
  return now >= awaySince(attendance);
}

/** When they will count as away without further input. */
export function awaySince({ lastInputAt, hiddenSince }: Attendance): number {
  const idle = lastInputAt + IDLE_MILLISECONDS;
  return hiddenSince === null ? idle : Math.min(idle, hiddenSince + HIDDEN_MILLISECONDS);
}
