/** Milliseconds in a minute, an hour and a day. */
export const MINUTE = 60_000;
/** Milliseconds in an hour. */
export const HOUR = 60 * MINUTE;
/** Milliseconds in a day. */
export const DAY = 24 * HOUR;

const OPENS = 8 * HOUR;
const SHUTS = 17.5 * HOUR;

/** Moves `at` on by `minutes` of working time (Monday to Friday, 8:00 to 17:30) on a clock `offset` hours ahead of UTC. */
export function addWorkingMinutes(at: Date, minutes: number, offset: number): Date {
  let local = nextWorkingMoment(at.getTime() + offset * HOUR);
  let left = minutes * MINUTE;
  for (;;) {
    const midnight = Math.floor(local / DAY) * DAY;
    const today = midnight + SHUTS - local;
    if (left <= today) {
      return new Date(local + left - offset * HOUR);
    }
    left -= today;
    local = nextWorkingMoment(midnight + DAY);
  }
}

/** The hour of the day (0..24, with fractions) that a clock `offset` hours ahead of UTC shows. */
export function localHour(at: Date, offset: number): number {
  const local = at.getTime() + offset * HOUR;
  return (local - Math.floor(local / DAY) * DAY) / HOUR;
}

/** The day of the week, 0 for Sunday, on a clock `offset` hours ahead of UTC. */
export function localDay(at: Date, offset: number): number {
  return new Date(at.getTime() + offset * HOUR).getUTCDay();
}

function nextWorkingMoment(local: number): number {
  let moment = local;
  for (;;) {
    const midnight = Math.floor(moment / DAY) * DAY;
    const day = new Date(midnight).getUTCDay();
    if (day === 0 || day === 6 || moment >= midnight + SHUTS) {
      moment = midnight + DAY + OPENS;
    } else {
      return Math.max(moment, midnight + OPENS);
    }
  }
}
