"use client";

import type { ReactNode } from "react";
import type { OverviewDto } from "@/features/administration/schema";
import { useSpeech } from "@/messages/translate-provider";
import { formatBytes } from "@/ui/files/format-bytes";
import { TextLink } from "@/ui/text/link";
import { OverviewSection } from "./overview-section";

/** Connections, mail, room and versions. */
export function SystemFacts({ overview }: { overview: OverviewDto }) {
  const { t, locale } = useSpeech();
  const { connections, processes, peopleHere, people, mail, storage, versions, log } = overview;
  const used = formatBytes(storage.usedBytes, locale);
  return (
    <OverviewSection title={t("overview.system.title")}>
      <dl className="grid grid-cols-1 gap-x-8 gap-y-3 rounded-xl bg-surface p-4 ring-1 ring-line @2xl:grid-cols-2">
        <Fact name={t("overview.system.peopleHere")}>
          <TextLink href="/admin/connections">{peopleHere.toLocaleString(locale)}</TextLink>
        </Fact>
        <Fact name={t("overview.system.connections")}>
          <TextLink href="/admin/connections">
            {t("overview.system.connectionsIn", { count: connections, processes })}
          </TextLink>
        </Fact>
        <Fact name={t("overview.system.events")}>
          {log.eventsPerSecond.toLocaleString(locale, { maximumFractionDigits: 1 })}
        </Fact>
        <Fact name={t("overview.system.delivery")}>
          {log.deliveryMilliseconds === null
            ? t("overview.system.noDelivery")
            : t("overview.system.milliseconds", { count: log.deliveryMilliseconds })}
        </Fact>
        <Fact name={t("overview.system.invited")}>
          <TextLink href="/admin/people?state=invited">{people.invited.toLocaleString(locale)}</TextLink>
        </Fact>
        <Fact name={t("overview.system.mail")}>
          <TextLink href="/admin/mail">
            {mail.canSend ? mail.queued.toLocaleString(locale) : t("overview.system.mailOff")}
          </TextLink>
        </Fact>
        <Fact name={t("overview.system.files")}>
          {storage.quotaBytes === null
            ? used
            : t("overview.system.filesOf", { used, quota: formatBytes(storage.quotaBytes, locale) })}
        </Fact>
        <Fact name={t("overview.system.free")}>
          {storage.freeBytes === null ? t("overview.system.unknown") : formatBytes(storage.freeBytes, locale)}
        </Fact>
        <Fact name={t("overview.system.versions")}>{t("overview.system.versionsOf", versions)}</Fact>
      </dl>
    </OverviewSection>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-wrap items-baseline justify-between gap-x-4">
      <dt className="text-ink-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere tabular-nums">{children}</dd>
    </div>
  );
}
