"use client";

import { AccountSection } from "@/features/account/ui/account-section";
import { Outrun } from "@/features/administration/ui/form/outrun";
import { useTranslate } from "@/messages/translate-provider";
import { AccentField } from "./accent-field";
import { LogoField } from "./logo-field";
import type { SectionProps } from "./people-sections";
import { SettingGroup } from "./setting-fields";
import { SettingsSection } from "./settings-section";

/** The logo, which is kept at once, and the accent. */
export function LookSection({ settings, onSaved }: SectionProps) {
  const t = useTranslate();
  const { accent } = settings;
  return (
    <>
      <AccountSection title={t("settings.logo.title")} description={t("settings.logo.reason")}>
        <LogoField logoUrl={settings.logoUrl} onSaved={onSaved} />
      </AccountSection>
      <SettingsSection<"accent">
        title={t("settings.accent.title")}
        description={t("settings.accent.reason")}
        current={{ accent }}
        onSaved={onSaved}
      >
        {({ edits, errorOf }) => (
          <SettingGroup label={t("settings.accent.colour")} error={errorOf("accent")}>
            <AccentField value={edits.values.accent} onValueChange={(next) => edits.set("accent", next)} />
            <Outrun edits={edits} field="accent" theirs={accent ?? t("settings.accent.product")} />
          </SettingGroup>
        )}
      </SettingsSection>
    </>
  );
}
