"use client";

import { useState } from "react";
import type { Edits } from "@/client/api/use-edits";
import type { SettingsDto } from "@/features/organisations/schema";
import { Outrun } from "@/features/administration/ui/form/outrun";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Textarea } from "@/ui/fields/textarea";
import { SwitchSetting } from "./setting-fields";
import { SettingsSection, type Changeable } from "./settings-section";

/** The props of a section of the settings. */
export interface SectionProps {
  settings: SettingsDto;
  onSaved: () => void;
}

/** What the organisation is called. */
export function GeneralSection({ settings, onSaved }: SectionProps) {
  const t = useTranslate();
  const { name, host } = settings;
  return (
    <SettingsSection<"name">
      title={t("settings.general.title")}
      description={t("settings.general.reason")}
      current={{ name }}
      onSaved={onSaved}
    >
      {({ edits, errorOf }) => (
        <Field
          label={t("settings.general.name")}
          error={errorOf("name")}
          hint={host === null ? undefined : t("settings.general.host", { host })}
        >
          <Input
            value={edits.values.name}
            onChange={(event) => edits.set("name", event.target.value)}
            autoComplete="organization"
          />
          <Outrun edits={edits} field="name" theirs={name} />
        </Field>
      )}
    </SettingsSection>
  );
}

/** How people get here who were not invited. */
export function EntrySection({ settings, onSaved }: SectionProps) {
  const t = useTranslate();
  const { registration, registrationDomains, guestForm, colleagueWatchers } = settings;
  return (
    <SettingsSection<"registration" | "registrationDomains" | "guestForm" | "colleagueWatchers">
      title={t("settings.entry.title")}
      description={t("settings.entry.reason")}
      current={{ registration, registrationDomains, guestForm, colleagueWatchers }}
      onSaved={onSaved}
    >
      {({ edits, errorOf }) => (
        <>
          <SwitchSetting
            edits={edits}
            field="registration"
            current={registration}
            label={t("settings.entry.registration")}
            hint={t("settings.entry.registrationHint")}
          />
          <Domains edits={edits} current={registrationDomains} error={errorOf("registrationDomains")} />
          <SwitchSetting
            edits={edits}
            field="guestForm"
            current={guestForm}
            label={t("settings.entry.guestForm")}
            hint={t("settings.entry.guestFormHint")}
          />
          <SwitchSetting
            edits={edits}
            field="colleagueWatchers"
            current={colleagueWatchers}
            label={t("settings.entry.colleagues")}
          />
        </>
      )}
    </SettingsSection>
  );
}

function Domains({
  edits,
  current,
  error,
}: {
  edits: Edits<Pick<Changeable, "registrationDomains">>;
  current: readonly string[];
  error: string | null;
}) {
  const { t, locale } = useSpeech();
  const [text, setText] = useState("");
  const { registrationDomains } = edits.values;
  // What was typed stands as it was typed, as long as it is what counts.
  const isTyped = readDomains(text).join(" ") === registrationDomains.join(" ");
  return (
    <Field label={t("settings.entry.domains")} hint={t("settings.entry.domainsHint")} error={error} optional>
      <Textarea
        minRows={2}
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        value={isTyped ? text : registrationDomains.join("\n")}
        onChange={(event) => {
          setText(event.target.value);
          edits.set("registrationDomains", readDomains(event.target.value));
        }}
      />
      <Outrun
        edits={edits}
        field="registrationDomains"
        theirs={new Intl.ListFormat(locale).format(current) || t("settings.nothing")}
      />
    </Field>
  );
}

function readDomains(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}
