"use client";

import type { OverviewDto } from "@/features/administration/schema";
import { useSpeech } from "@/messages/translate-provider";
import { OverviewSection } from "./overview-section";

const HEIGHT = 96;

/** Tickets that were created and resolved on each of the last days: bars for the eye, a table for everybody. */
export function DaysChart({ days }: { days: OverviewDto["days"] }) {
  const { t, locale } = useSpeech();
  const most = Math.max(1, ...days.flatMap(({ created, resolved }) => [created, resolved]));
  const sum = (of: "created" | "resolved"): number => days.reduce((all, day) => all + day[of], 0);
  const word = (day: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  return (
    <OverviewSection title={t("overview.days.title", { count: days.length })}>
      <div className="flex flex-col gap-3 rounded-xl bg-surface p-4 ring-1 ring-line">
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-note text-ink-muted">
          <Key className="bg-accent">{t("overview.days.created")}</Key>
          <Key className="bg-info">{t("overview.days.resolved")}</Key>
          <span className="ms-auto tabular-nums">
            {t("overview.days.summary", { created: sum("created"), resolved: sum("resolved") })}
          </span>
        </p>
        <div aria-hidden className="flex items-end gap-1 border-b border-line" style={{ height: HEIGHT }}>
          {days.map(({ day, created, resolved }) => (
            <div key={day} className="flex h-full min-w-0 flex-1 items-end justify-center gap-px">
              <Bar share={created / most} className="bg-accent" />
              <Bar share={resolved / most} className="bg-info" />
            </div>
          ))}
        </div>
        <div aria-hidden className="flex gap-1 text-xs text-ink-faint">
          {days.map(({ day }, place) => (
            <span key={day} className="min-w-0 flex-1 text-center tabular-nums">
              {(days.length - 1 - place) % 2 === 0 ? word(day, { day: "numeric" }) : ""}
            </span>
          ))}
        </div>
        <details className="text-note">
          <summary className="inline-flex min-h-6 cursor-pointer items-center rounded-md font-medium text-ink-muted focus-ring hover:text-ink">
            {t("overview.days.asTable")}
          </summary>
          <table className="mt-2 w-full max-w-md text-start">
            <thead className="text-ink-muted">
              <tr>
                {(["day", "created", "resolved"] as const).map((name) => (
                  <th
                    key={name}
                    scope="col"
                    className={`py-1 font-medium ${name === "day" ? "text-start" : "text-end"}`}
                  >
                    {t(`overview.days.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map(({ day, created, resolved }) => (
                <tr key={day} className="border-t border-line">
                  <th scope="row" className="py-1 text-start font-normal">
                    {word(day, { weekday: "short", day: "numeric", month: "short" })}
                  </th>
                  <td className="py-1 text-end tabular-nums">{created.toLocaleString(locale)}</td>
                  <td className="py-1 text-end tabular-nums">{resolved.toLocaleString(locale)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </div>
    </OverviewSection>
  );
}

function Bar({ share, className }: { share: number; className: string }) {
  return (
    <span
      className={`w-full max-w-3 rounded-t-xs forced-colors:bg-[CanvasText] ${className}`}
      style={{ height: `${Math.round(share * 100)}%` }}
    />
  );
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className={`size-2.5 rounded-xs ${className}`} />
      {children}
    </span>
  );
}
