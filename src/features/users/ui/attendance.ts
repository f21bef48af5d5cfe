/** What a page knows of whoever sits before it; times in milliseconds. */
export interface Attendance {
  lastInputAt: number;
  /** Since when the page cannot be seen; null while it can. */
  hiddenSince: number | null;
}

const IDLE_MILLISECONDS = 5 * 60_000;
/** Going from one tab of ours to another takes less. */
const HIDDEN_MILLISECONDS = 10_000;

/** Whether nobody sits before this page any more: it was hidden for a moment, or nothing was touched for five minutes. */
export function isAwayAt(attendance: Attendance, now: number): boolean {
  return now >= awayFrom(attendance);
}

/** From when on they count as away, if nothing happens until then. */
export function awayFrom({ lastInputAt, hiddenSince }: Attendance): number {
  const idle = lastInputAt + IDLE_MILLISECONDS;
  return hiddenSince === null ? idle : Math.min(idle, hiddenSince + HIDDEN_MILLISECONDS);
}
