"use client";

import { CloudOff } from "lucide-react";
import type { SettingsDto } from "@/features/organisations/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Skeleton } from "@/ui/marks/skeleton";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { AuditSection } from "./audit-section";
import { EntrySection, GeneralSection } from "./people-sections";
import { RetentionSection } from "./retention-section";
import { SecuritySection } from "./security-section";
import { LifecycleSection, LimitsSection, TimesSection } from "./ticket-sections";
import { useSettings, type Settings } from "./use-settings";

/** The organisation's settings, for admins: each part is saved by itself. */
export function SettingsPage() {
  const t = useTranslate();
  const state = useSettings();
  return (
    <div className="@container flex min-w-0 flex-1 flex-col p-4 sm:p-6">
      <div className="w-full max-w-4xl">
        <PageHeader title={t("settings.title")} description={t("settings.description")} />
        {state.settings === null ? (
          <NotThere state={state} />
        ) : (
          <Sections settings={state.settings} onSaved={state.refetch} />
        )}
      </div>
    </div>
  );
}

function Sections(props: { settings: SettingsDto; onSaved: () => void }) {
  return (
    <div className="divide-y divide-line">
      <GeneralSection {...props} />
      <EntrySection {...props} />
      <LifecycleSection {...props} />
      <RetentionSection {...props} />
      <TimesSection {...props} />
      <SecuritySection {...props} />
      <AuditSection {...props} />
      <LimitsSection {...props} />
    </div>
  );
}

function NotThere({ state }: { state: Settings }) {
  const t = useTranslate();
  if (state.error?.code === "offline") {
    return (
      <EmptyState
        icon={<CloudOff />}
        title={t("settings.offline.title")}
        reason={t("settings.offline.reason")}
        action={<Button onClick={state.refetch}>{t("settings.tryNow")}</Button>}
      />
    );
  }
  if (state.error) {
    return <ErrorState reason={state.error.message} onRetry={state.refetch} />;
  }
  return (
    <div role="status" className="mt-6 flex flex-col gap-4">
      <span className="sr-only">{t("settings.loading")}</span>
      {[0, 1, 2].map((place) => (
        <Skeleton key={place} className="h-32 w-full" />
      ))}
    </div>
  );
}
