"use client";

import { useTranslate } from "@/messages/translate-provider";
import type { SectionProps } from "./people-sections";
import { NumberSetting, OptionalNumberSetting, PrioritySetting } from "./setting-fields";
import { SettingsSection } from "./settings-section";

/** What happens to tickets that are solved. */
export function LifecycleSection({ settings, onSaved }: SectionProps) {
  const t = useTranslate();
  const { autoCloseDays, reopenDays } = settings;
  return (
    <SettingsSection<"autoCloseDays" | "reopenDays">
      title={t("settings.lifecycle.title")}
      description={t("settings.lifecycle.reason")}
      current={{ autoCloseDays, reopenDays }}
      onSaved={onSaved}
    >
      {({ edits, errorOf }) => (
        <>
          <NumberSetting
            edits={edits}
            field="autoCloseDays"
            current={autoCloseDays}
            label={t("settings.lifecycle.autoClose")}
            error={errorOf("autoCloseDays")}
          />
          <NumberSetting
            edits={edits}
            field="reopenDays"
            current={reopenDays}
            label={t("settings.lifecycle.reopen")}
            hint={t("settings.lifecycle.reopenHint")}
            error={errorOf("reopenDays")}
          />
        </>
      )}
    </SettingsSection>
  );
}

/** Until when a ticket should be solved, and when admins hear that nobody has taken it. */
export function TimesSection({ settings, onSaved }: SectionProps) {
  const t = useTranslate();
  const { dueHours, unassignedMinutes } = settings;
  return (
    <SettingsSection<"dueHours" | "unassignedMinutes">
      title={t("settings.times.title")}
      description={t("settings.times.reason")}
      current={{ dueHours, unassignedMinutes }}
      onSaved={onSaved}
    >
      {({ edits, errorOf }) => (
        <>
          <PrioritySetting
            edits={edits}
            field="dueHours"
            current={dueHours}
            label={t("settings.times.due")}
            hint={t("settings.times.dueHint")}
            error={errorOf("dueHours")}
          />
          <PrioritySetting
            edits={edits}
            field="unassignedMinutes"
            current={unassignedMinutes}
            label={t("settings.times.unassigned")}
            hint={t("settings.times.unassignedHint")}
            error={errorOf("unassignedMinutes")}
          />
        </>
      )}
    </SettingsSection>
  );
}

/** How much room there is. */
export function LimitsSection({ settings, onSaved }: SectionProps) {
  const t = useTranslate();
  const { storageQuotaMb, uploadMaxMb, uploadMostMb } = settings;
  return (
    <SettingsSection<"storageQuotaMb" | "uploadMaxMb">
      title={t("settings.limits.title")}
      description={t("settings.limits.reason")}
      current={{ storageQuotaMb, uploadMaxMb }}
      onSaved={onSaved}
    >
      {({ edits, errorOf }) => (
        <>
          <OptionalNumberSetting
            edits={edits}
            field="uploadMaxMb"
            current={uploadMaxMb}
            label={t("settings.limits.upload")}
            hint={t("settings.limits.uploadHint", { most: uploadMostMb })}
            error={errorOf("uploadMaxMb")}
          />
          <NumberSetting
            edits={edits}
            field="storageQuotaMb"
            current={storageQuotaMb}
            label={t("settings.limits.quota")}
            hint={t("settings.limits.quotaHint")}
            error={errorOf("storageQuotaMb")}
          />
        </>
      )}
    </SettingsSection>
  );
}
