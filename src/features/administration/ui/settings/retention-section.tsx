"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { callApi } from "@/client/api/api";
import type { RetentionDue, RetentionPreview } from "@/features/retention/schema";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Callout } from "@/ui/states/callout";
import { absoluteTime } from "@/ui/time/words";
import type { SectionProps } from "./people-sections";
import { OptionalNumberSetting } from "./setting-fields";
import { SettingsSection } from "./settings-section";

interface Days {
  archiveDays: number | null;
  anonymiseDays: number | null;
}

/** When closed tickets leave the lists and are anonymised, with what that would do today. */
export function RetentionSection({ settings, onSaved }: SectionProps) {
  const t = useTranslate();
  const { archiveDays, anonymiseDays } = settings;
  const [typed, setTyped] = useState("");
  const isConfirmed = typed.trim() === settings.name;
  const anonymisesMore = (wanted: number | null): boolean =>
    wanted !== null && (anonymiseDays === null || wanted < anonymiseDays);
  return (
    <SettingsSection<"archiveDays" | "anonymiseDays">
      title={t("settings.retention.title")}
      description={t("settings.retention.reason")}
      current={{ archiveDays, anonymiseDays }}
      onSaved={() => {
        setTyped("");
        onSaved();
      }}
      maySave={({ values }) => isConfirmed || !anonymisesMore(values.anonymiseDays)}
    >
      {({ edits, errorOf }) => (
        <>
          <OptionalNumberSetting
            edits={edits}
            field="archiveDays"
            current={archiveDays}
            label={t("settings.retention.archive")}
            hint={t("settings.retention.archiveHint")}
            error={errorOf("archiveDays")}
          />
          <OptionalNumberSetting
            edits={edits}
            field="anonymiseDays"
            current={anonymiseDays}
            label={t("settings.retention.anonymise")}
            hint={t("settings.retention.anonymiseHint")}
            error={errorOf("anonymiseDays")}
          />
          {edits.isChanged && <Preview days={edits.values} />}
          {anonymisesMore(edits.values.anonymiseDays) && (
            <Field label={t("settings.retention.confirm", { name: settings.name })}>
              <Input
                autoComplete="off"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                className="max-w-sm"
              />
            </Field>
          )}
        </>
      )}
    </SettingsSection>
  );
}

/** What these days would do to the tickets of today. */
function Preview({ days }: { days: Days }) {
  const { t, locale, timeZone } = useSpeech();
  const query = useDeferredValue(
    `archiveDays=${days.archiveDays ?? "never"}&anonymiseDays=${days.anonymiseDays ?? "never"}`,
  );
  const { data, isError } = useQuery({
    queryKey: ["admin", "retention", query],
    queryFn: ({ signal }) => callApi<RetentionPreview>(`/api/admin/retention?${query}`, { signal }),
    retry: false,
  });
  if (isError) {
    return <p className="text-note text-ink-muted">{t("settings.retention.noPreview")}</p>;
  }
  if (!data) {
    return (
      <p role="status" className="text-note text-ink-muted">
        {t("settings.retention.counting")}
      </p>
    );
  }
  const sentence = (kind: "archive" | "restore" | "anonymise", due: RetentionDue): string | null =>
    due.tickets === 0 || due.oldest === null
      ? null
      : t(`settings.retention.would.${kind}`, {
          count: due.tickets,
          isMore: due.isMore ? "yes" : "no",
          number: String(due.oldest.number),
          time: absoluteTime(due.oldest.closedAt, locale, timeZone),
        });
  const sentences = [
    sentence("archive", data.archive),
    sentence("restore", data.restore),
    sentence("anonymise", data.anonymise),
  ].filter((one) => one !== null);
  const most = Math.max(data.archive.tickets, data.restore.tickets, data.anonymise.tickets);
  return (
    <Callout
      tone={data.anonymise.tickets > 0 ? "warning" : "neutral"}
      live="status"
      title={t("settings.retention.today")}
    >
      {sentences.length === 0 ? (
        <p>{t("settings.retention.would.nothing")}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {sentences.map((one) => (
            <li key={one}>{one}</li>
          ))}
          {most > data.perMinute && <li>{t("settings.retention.pace", { perMinute: data.perMinute })}</li>}
        </ul>
      )}
    </Callout>
  );
}
