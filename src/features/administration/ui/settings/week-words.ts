import type { SettingsDto } from "@/features/organisations/schema";
import type { Translate } from "@/messages/translation";

/** The spans of each day of the week, Monday first. */
export type Week = SettingsDto["workingHours"];

/** A Monday. */
const MONDAY = Date.UTC(2026, 0, 5);
const DAY_MILLISECONDS = 86_400_000;
const MINUTES_OF_DAY = 1_440;

/** The name of a day, 0 for Monday. */
export function dayName(locale: string, day: number): string {
  return new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(
    MONDAY + day * DAY_MILLISECONDS,
  );
}

/** Minutes since midnight as an input of times has them, "09:00"; the end of a day is "00:00". */
export function timeText(minutes: number): string {
  const within = minutes % MINUTES_OF_DAY;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}

/** The minutes of such a text, null for none; `isEnd`: midnight is the end of the day. */
export function readTime(text: string, isEnd: boolean): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(text) ?? [];
  if (hours === undefined) {
    return null;
  }
  const time = Number(hours) * 60 + Number(minutes);
  return isEnd && time === 0 ? MINUTES_OF_DAY : time;
}

/** A week in one line. */
export function weekWords(t: Translate, locale: string, week: Week): string {
  return week
    .map((spans, day) => {
      const times = spans.map(({ from, to }) => `${timeText(from)}–${timeText(to)}`).join(", ");
      return `${dayName(locale, day)} ${times || t("settings.hours.free")}`;
    })
    .join("; ");
}
