"use client";

import { useState } from "react";
import type { Edits } from "@/client/api/use-edits";
import { Outrun } from "@/features/administration/ui/form/outrun";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { Field } from "@/ui/fields/field";
import { Textarea } from "@/ui/fields/textarea";
import type { SectionProps } from "./people-sections";
import { SettingGroup, SwitchSetting } from "./setting-fields";
import { SettingsSection, type Changeable } from "./settings-section";
import { WeekField } from "./week-field";
import { weekWords } from "./week-words";

/** When people work here, and whether due times count these hours alone. */
export function HoursSection({ settings, onSaved }: SectionProps) {
  const { t, locale } = useSpeech();
  const { workingHours, holidays, dueInWorkingHours, timeZone } = settings;
  return (
    <SettingsSection<"workingHours" | "holidays" | "dueInWorkingHours">
      title={t("settings.hours.title")}
      description={
        timeZone === null
          ? t("settings.hours.noZone")
          : t("settings.hours.reason", { zone: timeZone.replaceAll("_", " ") })
      }
      current={{ workingHours, holidays, dueInWorkingHours }}
      onSaved={onSaved}
    >
      {({ edits, errorOf }) => (
        <>
          <SettingGroup label={t("settings.hours.week")} error={errorOf("workingHours")}>
            <WeekField
              value={edits.values.workingHours}
              onValueChange={(week) => edits.set("workingHours", week)}
            />
            <Outrun edits={edits} field="workingHours" theirs={weekWords(t, locale, workingHours)} />
          </SettingGroup>
          <Holidays edits={edits} current={holidays} error={errorOf("holidays")} />
          <SwitchSetting
            edits={edits}
            field="dueInWorkingHours"
            current={dueInWorkingHours}
            label={t("settings.hours.due")}
            hint={t("settings.hours.dueHint")}
          />
          {errorOf("dueInWorkingHours") && (
            <p role="alert" className="text-note text-danger-ink">
              {errorOf("dueInWorkingHours")}
            </p>
          )}
        </>
      )}
    </SettingsSection>
  );
}

function Holidays({
  edits,
  current,
  error,
}: {
  edits: Edits<Pick<Changeable, "holidays">>;
  current: readonly string[];
  error: string | null;
}) {
  const t = useTranslate();
  const [text, setText] = useState("");
  const { holidays } = edits.values;
  // What was typed stands as it was typed, as long as it is what counts.
  const isTyped = readDays(text).join(" ") === holidays.join(" ");
  return (
    <Field
      label={t("settings.hours.holidays")}
      hint={t("settings.hours.holidaysHint")}
      error={error}
      optional
    >
      <Textarea
        minRows={2}
        spellCheck={false}
        dir="ltr"
        value={isTyped ? text : holidays.join("\n")}
        onChange={(event) => {
          setText(event.target.value);
          edits.set("holidays", readDays(event.target.value));
        }}
      />
      <Outrun edits={edits} field="holidays" theirs={current.join(", ") || t("settings.nothing")} />
    </Field>
  );
}

function readDays(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}
