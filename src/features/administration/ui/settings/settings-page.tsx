"use client";

import type { SettingsDto } from "@/features/organisations/schema";
import { useTranslate } from "@/messages/translate-provider";
import { PageHeader } from "@/ui/shell/page-header";
import { NotLoaded, SkeletonRows } from "@/ui/states/not-loaded";
import { AuditSection } from "./audit-section";
import { HoursSection } from "./hours-section";
import { LookSection } from "./look-section";
import { EntrySection, GeneralSection } from "./people-sections";
import { RetentionSection } from "./retention-section";
import { SecuritySection } from "./security-section";
import { SpeechSection } from "./speech-section";
import { LifecycleSection, LimitsSection, TimesSection } from "./ticket-sections";
import { useSettings } from "./use-settings";
import { WebhooksSection } from "./webhooks-section";

/** The organisation's settings, for admins: each part is saved by itself. */
export function SettingsPage() {
  const t = useTranslate();
  const { data, error, refetch } = useSettings();
  return (
    <div className="@container flex min-w-0 flex-1 flex-col p-4 sm:p-6">
      <div className="w-full max-w-4xl">
        <PageHeader title={t("settings.title")} description={t("settings.description")} />
        {data ? (
          <Sections settings={data} onSaved={refetch} />
        ) : (
          <NotLoaded
            error={error}
            loading={t("settings.loading")}
            offline={t("settings.offline")}
            onRetry={refetch}
            skeleton={<SkeletonRows className="mt-3 h-32" />}
          />
        )}
      </div>
    </div>
  );
}

function Sections(props: { settings: SettingsDto; onSaved: () => void }) {
  return (
    <div className="divide-y divide-line">
      <GeneralSection {...props} />
      <LookSection {...props} />
      <SpeechSection {...props} />
      <EntrySection {...props} />
      <LifecycleSection {...props} />
      <RetentionSection {...props} />
      <TimesSection {...props} />
      <HoursSection {...props} />
      <SecuritySection {...props} />
      <AuditSection {...props} />
      <WebhooksSection {...props} />
      <LimitsSection {...props} />
    </div>
  );
}
