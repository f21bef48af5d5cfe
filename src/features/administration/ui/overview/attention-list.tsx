"use client";

import { ChevronRight, CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { OverviewDto } from "@/features/administration/schema";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { OverviewSection } from "./overview-section";

/** What needs attention first, each with a way to it. */
export function AttentionList({ overview }: { overview: OverviewDto }) {
  const t = useTranslate();
  const items = attentionOf(t, overview);
  return (
    <OverviewSection title={t("overview.attention.title")}>
      {items.length === 0 ? (
        <p className="flex items-center gap-2 text-ink-muted">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
          {t("overview.attention.none")}
        </p>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line">
          {items.map(({ href, words }) => (
            <li key={words}>
              <Link
                href={href}
                className="flex min-h-11 items-center gap-3 px-4 py-2 transition-colors focus-ring-inset hover:bg-hover"
              >
                <TriangleAlert aria-hidden className="size-4 shrink-0 text-warning" />
                <span className="min-w-0 flex-1">{words}</span>
                <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint rtl:-scale-x-100" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </OverviewSection>
  );
}

interface Attention {
  href: string;
  words: string;
}

function attentionOf(t: Translate, overview: OverviewDto): Attention[] {
  const { tickets, people, mail, jobs, storage, notices } = overview;
  const counted = (count: number, href: string, words: (count: number) => string): Attention[] =>
    count > 0 ? [{ href, words: words(count) }] : [];
  const ifSo = (isSo: boolean, href: string, words: string): Attention[] => (isSo ? [{ href, words }] : []);
  return [
    ...ifSo(storage.isNearlyFull, "/admin/settings", t("overview.attention.disk")),
    ...counted(tickets.urgent, "/tickets?priority=urgent", (count) =>
      t("overview.attention.urgent", { count }),
    ),
    ...counted(notices, "/admin/notices", (count) => t("overview.attention.notices", { count })),
    ...counted(tickets.overdue, "/tickets?due=overdue", (count) =>
      t("overview.attention.overdue", { count }),
    ),
    ...counted(jobs.failed, "/admin/jobs", (count) => t("overview.attention.failedJobs", { count })),
    ...counted(jobs.waiting, "/admin/jobs", (count) => t("overview.attention.waitingJobs", { count })),
    ...counted(mail.failed, "/admin/mail", (count) => t("overview.attention.failedMail", { count })),
    ...counted(people.unconfirmed, "/admin/people?state=unconfirmed", (count) =>
      t("overview.attention.unconfirmed", { count }),
    ),
    ...ifSo(!mail.canSend, "/admin/mail", t("overview.attention.noMail")),
    ...ifSo(people.passwordAdmins === 0, "/admin/people?role=admin", t("overview.attention.noPasswordAdmin")),
    ...ifSo(people.passwordAdmins === 1, "/admin/people?role=admin", t("overview.attention.fewAdmins")),
  ];
}
