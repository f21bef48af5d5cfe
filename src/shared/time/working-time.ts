import { timeOfWall, wallClock } from "./wall-clock";

const DAY_MILLISECONDS = 86_400_000;
const MINUTE_MILLISECONDS = 60_000;
/** How far ahead work is looked for: five years. What would end later ends then. */
const DAYS_MOST = 1_827;

/** A time of work within a day, in minutes since midnight: 540 to 1020 is nine to five. */
export interface WorkSpan {
  from: number;
  to: number;
}

/** When an organisation works. */
export interface WorkCalendar {
  timeZone: string;
  /** The spans of each day of the week, Monday first. */
  week: readonly (readonly WorkSpan[])[];
  /** Days without work, as "2026-12-25". */
  holidays: readonly string[];
}

/**
 * The time at which `milliseconds` of work have passed since `from`. A night, a weekend and a holiday count nothing; a day on
 * which the clocks change counts the time that really passes in its spans. Where there is no work in five years, it is the
 * end of these.
 */
export function addWorkingTime(from: Date, milliseconds: number, calendar: WorkCalendar): Date {
  const start = from.getTime();
  let left = milliseconds;
  for (const span of workAfter(start, calendar)) {
    const begin = Math.max(start, span.from);
    const available = Math.max(0, span.to - begin);
    // Nothing left ends at once, in the first time of work.
    if (left <= available) {
      return new Date(begin + left);
    }
    left -= available;
  }
  return new Date(start + DAYS_MOST * DAY_MILLISECONDS);
}

/** The milliseconds of work between two times; 0 when the second one is earlier. */
export function workingTimeBetween(from: Date, to: Date, calendar: WorkCalendar): number {
  let worked = 0;
  for (const span of workAfter(from.getTime(), calendar)) {
    if (span.from >= to.getTime()) {
      break;
    }
    worked += Math.max(0, Math.min(span.to, to.getTime()) - Math.max(span.from, from.getTime()));
  }
  return worked;
}

/** The times of work that end after a time, in their order, as they lie on the time line. */
function* workAfter(start: number, { timeZone, week, holidays }: WorkCalendar): Generator<WorkSpan> {
  const free = new Set(holidays);
  const today = Math.floor(wallClock(start, timeZone) / DAY_MILLISECONDS) * DAY_MILLISECONDS;
  for (let day = 0; day < DAYS_MOST; day += 1) {
    const midnight = today + day * DAY_MILLISECONDS;
    const date = new Date(midnight);
    if (free.has(date.toISOString().slice(0, 10))) {
      continue;
    }
    for (const { from, to } of week[(date.getUTCDay() + 6) % 7] ?? []) {
      const span = {
        from: timeOfWall(midnight + from * MINUTE_MILLISECONDS, timeZone),
        to: timeOfWall(midnight + to * MINUTE_MILLISECONDS, timeZone),
      };
      if (span.to > start && span.to > span.from) {
        yield span;
      }
    }
  }
}
