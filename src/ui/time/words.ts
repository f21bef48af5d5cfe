import type { Spoken } from "@/messages/translation";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The formatters of one locale. */
interface Writers {
  long: Intl.RelativeTimeFormat;
  moment: Intl.DateTimeFormat;
  year: Intl.DateTimeFormat;
  date: Intl.DateTimeFormat;
  dateAndYear: Intl.DateTimeFormat;
}

// Creating one takes thirty times as long as using it, and a long thread shows hundreds of times.
const kept = new Map<string, Writers>();
/** A server meets as many locales as its visitors' browsers name. */
const MOST_KEPT = 50;

/**
 * "just now", "4 minutes ago", "in 2 days"; short: "now", "4m", "3h", "2d"; beyond a week a date. `now` in
 * ms. A past time is never shown as future: it is "just now" where a clock is wrong. Only with `mayCome`
 * future times are shown.
 */
export function relativeTime(
  { t, locale, timeZone }: Pick<Spoken, "t" | "locale" | "timeZone">,
  at: string,
  now: number,
  form: "short" | "long",
  mayCome = false,
): string {
  const then = mayCome ? Date.parse(at) : Math.min(Date.parse(at), now);
  const past = now - then;
  const size = Math.abs(past);
  if (size < MINUTE) {
    return form === "long" ? t("ui.time.justNow") : t("ui.time.now");
  }
  if (size >= 7 * DAY) {
    return dateWords(writersOf(locale, timeZone), then, now);
  }
  const { unit, length, past: ago, coming } = UNITS.find((one) => size < one.below) ?? UNITS[2];
  const count = Math.floor(size / length);
  if (form === "long") {
    return writersOf(locale, timeZone).long.format(past > 0 ? -count : count, unit);
  }
  return past > 0 ? t(ago, { count: String(count) }) : t(coming, { count: String(count) });
}

/** The exact time in a locale and, by default, the reader's zone: "20 November 2026 at 10:42:07". */
export function absoluteTime(at: string, locale: string, timeZone?: string): string {
  return writersOf(locale, timeZone).moment.format(new Date(at));
}

const UNITS = [
  { below: HOUR, unit: "minute", length: MINUTE, past: "ui.time.minutes", coming: "ui.time.inMinutes" },
  { below: DAY, unit: "hour", length: HOUR, past: "ui.time.hours", coming: "ui.time.inHours" },
  { below: 7 * DAY, unit: "day", length: DAY, past: "ui.time.days", coming: "ui.time.inDays" },
] as const;

function writersOf(locale: string | undefined, timeZone: string | undefined): Writers {
  const name = `${locale ?? ""} ${timeZone ?? ""}`;
  const known = kept.get(name);
  if (known) {
    return known;
  }
  const made = {
    long: new Intl.RelativeTimeFormat(locale, { numeric: "auto" }),
    moment: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "medium", timeZone }),
    year: new Intl.DateTimeFormat("en", { year: "numeric", timeZone }),
    date: new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone }),
    dateAndYear: new Intl.DateTimeFormat(locale, {
      day: "numeric",
      month: "short",
      year: "numeric",
      timeZone,
    }),
  };
  if (kept.size >= MOST_KEPT) {
    kept.clear();
  }
  kept.set(name, made);
  return made;
}

function dateWords({ year, date, dateAndYear }: Writers, then: number, now: number): string {
  const sameYear = year.format(then) === year.format(now);
  return (sameYear ? date : dateAndYear).format(then);
}
