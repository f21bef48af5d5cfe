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

/** Asked twice: the offset may have changed between the first guess and the time that is meant. */
function timeOfWall(wall: number, timeZone: string): number {
  const guess = wall - (wallClock(wall, timeZone) - wall);
  return wall - (wallClock(guess, timeZone) - guess);
}

/** What the clock on the wall shows at a time, as if it were UTC. */
function wallClock(time: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(time);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}
