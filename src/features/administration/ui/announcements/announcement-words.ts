import type { AdminAnnouncementDto } from "@/features/announcements/schema";
import type { Translate } from "@/messages/translation";

/** Whom an announcement is for, in words. */
export function audienceWords(
  t: Translate,
  { audience, team }: Pick<AdminAnnouncementDto, "audience" | "team">,
): string {
  return audience === "team"
    ? t("announcements.audience.team", { name: team?.name ?? "" })
    : t(`announcements.audience.${audience}`);
}

/** From when to when it is shown, in words. */
export function timeWords(
  { t, locale, timeZone }: { t: Translate; locale: string; timeZone: string | undefined },
  { startsAt, endsAt, state }: Pick<AdminAnnouncementDto, "startsAt" | "endsAt" | "state">,
): string {
  const from = exactTime(startsAt, locale, timeZone);
  const until = endsAt === null ? null : exactTime(endsAt, locale, timeZone);
  if (state === "current") {
    return until === null ? t("announcements.endless") : t("announcements.until", { time: until });
  }
  return until === null
    ? t("announcements.from", { time: from })
    : t("announcements.fromUntil", { from, until });
}

/** A time to the minute, in the reader's locale and time zone. */
export function exactTime(at: string, locale: string, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(
    new Date(at),
  );
}
