const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// To make one of these takes thirty times as long as to use it, and a long thread says hundreds of times.
const LONG = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeStyle: "medium" });
const DATE = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const DATE_AND_YEAR = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

/**
 * "just now", "4 minutes ago", "in 2 days"; short: "now", "4m", "3h", "2d"; beyond a week a date. `now` in ms. What has
 * happened is never said to come: it is "just now" where a clock says otherwise. Of what `mayCome` it is said.
 */
export function relativeTime(at: string, now: number, form: "short" | "long", mayCome = false): string {
  const then = mayCome ? Date.parse(at) : Math.min(Date.parse(at), now);
  const past = now - then;
  const size = Math.abs(past);
  if (size < MINUTE) {
    return form === "long" ? "just now" : "now";
  }
  if (size >= 7 * DAY) {
    return dateWords(then, now);
  }
  const [unit, length, letter] = pickUnit(size);
  const count = Math.floor(size / length);
  if (form === "long") {
    return LONG.format(past > 0 ? -count : count, unit);
  }
  return past > 0 ? `${count}${letter}` : `in ${count}${letter}`;
}

/** The exact moment in the reader's locale and zone: "20 November 2026 at 10:42:07". */
export function absoluteTime(at: string): string {
  return MOMENT.format(new Date(at));
}

function pickUnit(size: number): [Intl.RelativeTimeFormatUnit, number, string] {
  if (size < HOUR) {
    return ["minute", MINUTE, "m"];
  }
  return size < DAY ? ["hour", HOUR, "h"] : ["day", DAY, "d"];
}

function dateWords(then: number, now: number): string {
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? DATE : DATE_AND_YEAR).format(then);
}
