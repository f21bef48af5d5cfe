"use client";

import type { OverviewDto } from "@/features/administration/schema";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { OverviewSection } from "./overview-section";

/** How long a first answer and a solution take, in the middle of all. */
export function TimeFigures({ times, days }: { times: OverviewDto["times"]; days: number }) {
  const t = useTranslate();
  return (
    <OverviewSection title={t("overview.times.title", { count: days })}>
      <dl className="grid grid-cols-2 gap-2">
        {(["firstResponse", "resolution"] as const).map((name) => (
          <div
            key={name}
            className="flex flex-col-reverse justify-end rounded-xl bg-surface px-4 py-3 ring-1 ring-line"
          >
            <dt className="text-note text-ink-muted">{t(`overview.times.${name}`)}</dt>
            <dd className="text-title font-semibold tabular-nums">{timeWords(t, times[`${name}Seconds`])}</dd>
          </div>
        ))}
      </dl>
    </OverviewSection>
  );
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function timeWords(t: Translate, seconds: number | null): string {
  if (seconds === null) {
    return t("overview.times.none");
  }
  if (seconds < HOUR) {
    return t("overview.times.minutes", { count: Math.max(1, Math.round(seconds / MINUTE)) });
  }
  return seconds < 2 * DAY
    ? t("overview.times.hours", { count: seconds / HOUR })
    : t("overview.times.days", { count: seconds / DAY });
}
