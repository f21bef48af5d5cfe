"use client";

import { useTranslate } from "@/messages/translate-provider";
import type { SectionProps } from "./people-sections";
import { OptionalNumberSetting } from "./setting-fields";
import { SettingsSection } from "./settings-section";

/** How long the audit is kept. */
export function AuditSection({ settings, onSaved }: SectionProps) {
  const t = useTranslate();
  const { auditDays } = settings;
  return (
    <SettingsSection<"auditDays">
      title={t("settings.audit.title")}
      description={t("settings.audit.reason")}
      current={{ auditDays }}
      onSaved={onSaved}
    >
      {({ edits, errorOf }) => (
        <OptionalNumberSetting
          edits={edits}
          field="auditDays"
          current={auditDays}
          label={t("settings.audit.days")}
          hint={
            edits.values.auditDays === null
              ? t("settings.audit.hintEver")
              : t("settings.audit.hint", {
                  days: edits.values.auditDays,
                  attempts: Math.min(90, edits.values.auditDays),
                })
          }
          error={errorOf("auditDays")}
        />
      )}
    </SettingsSection>
  );
}
