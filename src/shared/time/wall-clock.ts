const formats = new Map<string, Intl.DateTimeFormat>();
/** Zones are a few hundred; what would be more is made anew. */
const MOST_FORMATS = 500;

/**
 * The time at which the clock on the wall shows `wall` (as if it were UTC) in a time zone. Of two such times, when clocks are
 * put back, it is the later; an hour that is left out is moved by what was left out.
 */
export function timeOfWall(wall: number, timeZone: string): number {
  // Asked twice: the offset may have changed between the first guess and the time that is meant.
  const guess = wall - (wallClock(wall, timeZone) - wall);
  return wall - (wallClock(guess, timeZone) - guess);
}

/** What the clock on the wall shows at a time in a time zone, as if it were UTC. */
export function wallClock(time: number, timeZone: string): number {
  const parts = formatFor(timeZone).formatToParts(time);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const seconds = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return seconds + (((time % 1_000) + 1_000) % 1_000);
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) {
    return known;
  }
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  if (formats.size >= MOST_FORMATS) {
    formats.clear();
  }
  formats.set(timeZone, format);
  return format;
}
