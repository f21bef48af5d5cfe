"use client";

import { ZoneChoice } from "@/features/account/ui/zone-choice";
import { Outrun } from "@/features/administration/ui/form/outrun";
import { LANGUAGES } from "@/messages/locale";
import { useSpeech } from "@/messages/translate-provider";
import { Checkbox } from "@/ui/fields/checkbox";
import { Field } from "@/ui/fields/field";
import { Select } from "@/ui/fields/select";
import type { SectionProps } from "./people-sections";
import { SettingGroup } from "./setting-fields";
import { SettingsSection } from "./settings-section";

/** What people read, and by which clock, who chose neither. */
export function SpeechSection({ settings, onSaved }: SectionProps) {
  const { t, locale } = useSpeech();
  const { language, languages, timeZone } = settings;
  const nameOf = (one: string): string => new Intl.DisplayNames(locale, { type: "language" }).of(one) ?? one;
  return (
    <SettingsSection<"language" | "languages" | "timeZone">
      title={t("settings.speech.title")}
      description={t("settings.speech.reason")}
      current={{ language, languages, timeZone }}
      onSaved={onSaved}
    >
      {({ edits, errorOf }) => (
        <>
          <SettingGroup
            label={t("settings.speech.offered")}
            error={errorOf("languages")}
            hint={t("settings.speech.offeredHint")}
          >
            <div className="flex flex-wrap gap-x-6 gap-y-2">
              {LANGUAGES.map((one) => (
                <Checkbox
                  key={one}
                  label={nameOf(one)}
                  checked={edits.values.languages.includes(one)}
                  onCheckedChange={(isOn) =>
                    edits.set(
                      "languages",
                      LANGUAGES.filter((other) =>
                        other === one ? isOn : edits.values.languages.includes(other),
                      ),
                    )
                  }
                />
              ))}
            </div>
            <Outrun
              edits={edits}
              field="languages"
              theirs={new Intl.ListFormat(locale).format(languages.map(nameOf))}
            />
          </SettingGroup>
          <Field label={t("settings.speech.language")} control="button" error={errorOf("language")}>
            <Select<"browser" | (typeof LANGUAGES)[number]>
              value={edits.values.language ?? "browser"}
              onValueChange={(next) => edits.set("language", next === "browser" ? null : next)}
              options={[
                { value: "browser", label: t("settings.speech.browser") },
                ...LANGUAGES.map((one) => ({ value: one, label: nameOf(one) })),
              ]}
              className="w-full sm:w-72"
            />
            <Outrun
              edits={edits}
              field="language"
              theirs={language === null ? t("settings.speech.browser") : nameOf(language)}
            />
          </Field>
          <Field
            label={t("settings.speech.zone")}
            hint={t("settings.speech.zoneHint")}
            error={errorOf("timeZone")}
          >
            <ZoneChoice
              value={edits.values.timeZone}
              onValueChange={(zone) => edits.set("timeZone", zone)}
              placeholder={t("settings.speech.browserZone")}
            />
            <Outrun edits={edits} field="timeZone" theirs={timeZone ?? t("settings.speech.browserZone")} />
          </Field>
        </>
      )}
    </SettingsSection>
  );
}
