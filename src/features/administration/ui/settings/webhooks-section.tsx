"use client";

import { useState } from "react";
import type { Edits } from "@/client/api/use-edits";
import { Outrun } from "@/features/administration/ui/form/outrun";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { Field } from "@/ui/fields/field";
import { Textarea } from "@/ui/fields/textarea";
import type { SectionProps } from "./people-sections";
import { SettingsSection, type Changeable } from "./settings-section";

/** What webhooks may reach although it is on no public address. */
export function WebhooksSection({ settings, onSaved }: SectionProps) {
  const t = useTranslate();
  const { webhookAllowedHosts } = settings;
  return (
    <SettingsSection<"webhookAllowedHosts">
      title={t("settings.webhooks.title")}
      description={t("settings.webhooks.reason")}
      current={{ webhookAllowedHosts }}
      onSaved={onSaved}
    >
      {({ edits, errorOf }) => (
        <Hosts edits={edits} current={webhookAllowedHosts} error={errorOf("webhookAllowedHosts")} />
      )}
    </SettingsSection>
  );
}

function Hosts({
  edits,
  current,
  error,
}: {
  edits: Edits<Pick<Changeable, "webhookAllowedHosts">>;
  current: readonly string[];
  error: string | null;
}) {
  const { t, locale } = useSpeech();
  const [text, setText] = useState("");
  const { webhookAllowedHosts } = edits.values;
  // What was typed stands as it was typed, as long as it is what counts.
  const isTyped = readHosts(text).join(" ") === webhookAllowedHosts.join(" ");
  return (
    <Field
      label={t("settings.webhooks.hosts")}
      hint={t("settings.webhooks.hostsHint")}
      error={error}
      optional
    >
      <Textarea
        minRows={2}
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        value={isTyped ? text : webhookAllowedHosts.join("\n")}
        onChange={(event) => {
          setText(event.target.value);
          edits.set("webhookAllowedHosts", readHosts(event.target.value));
        }}
      />
      <Outrun
        edits={edits}
        field="webhookAllowedHosts"
        theirs={new Intl.ListFormat(locale).format(current) || t("settings.nothing")}
      />
    </Field>
  );
}

function readHosts(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}
