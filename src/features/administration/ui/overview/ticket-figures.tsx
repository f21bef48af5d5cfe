"use client";

import Link from "next/link";
import type { OverviewDto } from "@/features/administration/schema";
import { useSpeech } from "@/messages/translate-provider";
import { OverviewSection } from "./overview-section";

const FIGURES = [
  { name: "open", href: "/tickets?status=open" },
  { name: "inProgress", href: "/tickets?status=in_progress" },
  { name: "waiting", href: "/tickets?status=waiting" },
  { name: "unassigned", href: "/tickets?assignee=none" },
  { name: "overdue", href: "/tickets?due=overdue" },
  { name: "urgent", href: "/tickets?priority=urgent" },
] as const;

/** How many tickets stand how; each figure leads to its list. */
export function TicketFigures({ tickets }: { tickets: OverviewDto["tickets"] }) {
  const { t, locale } = useSpeech();
  return (
    <OverviewSection title={t("overview.tickets.title")}>
      <ul className="grid grid-cols-2 gap-2 @md:grid-cols-3 @3xl:grid-cols-6">
        {FIGURES.map(({ name, href }) => (
          <li key={name}>
            <Link
              href={href}
              className="flex h-full flex-col rounded-xl bg-surface px-4 py-3 ring-1 ring-line transition-colors focus-ring hover:bg-hover"
            >
              <span className="text-title font-semibold tabular-nums">
                {tickets[name].toLocaleString(locale)}
              </span>
              <span className="text-note text-ink-muted">{t(`overview.tickets.${name}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </OverviewSection>
  );
}
