import { timeOfWall, wallClock } from "./wall-clock";

const DAY_MILLISECONDS = 86_400_000;
/** When a morning's mail is sent, by the clock on the wall. */
const MORNING_HOUR = 7;

/** The next time after `now` at which it is seven in the morning in this time zone. */
export function nextMorning(now: Date, timeZone: string): Date {
  const today = wallClock(now.getTime(), timeZone);
  const midnight = today - (((today % DAY_MILLISECONDS) + DAY_MILLISECONDS) % DAY_MILLISECONDS);
  for (let day = 0; ; day += 1) {
    const wall = midnight + day * DAY_MILLISECONDS + MORNING_HOUR * 3_600_000;
    const time = timeOfWall(wall, timeZone);
    if (time > now.getTime()) {
      return new Date(time);
    }
  }
}

/** The next full hour after `now`. */
export function nextHour(now: Date): Date {
  return new Date((Math.floor(now.getTime() / 3_600_000) + 1) * 3_600_000);
}
