"use client";

import { Lock } from "lucide-react";
import type { Edits } from "@/client/api/use-edits";
import { Outrun } from "@/features/administration/ui/form/outrun";
import type { AdminAnnouncementDto } from "@/features/announcements/schema";
import { AnnouncementBar } from "@/features/announcements/ui/announcement-bar";
import { useTeams } from "@/features/tickets/ui/use-pickers";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Segmented } from "@/ui/fields/radio-group";
import { Select, type SelectOption } from "@/ui/fields/select";
import { Switch } from "@/ui/fields/switch";
import { Textarea } from "@/ui/fields/textarea";
import { useTimeZone } from "@/ui/time/use-zone";
import type { AnnouncementForm, AudienceChoice } from "./announcement-form";
import { audienceWords, exactTime } from "./announcement-words";
import { TimeField } from "./time-field";

const LEVELS = ["info", "warning", "critical"] as const;
const AUDIENCES = ["everybody", "requesters", "staff"] as const;

/** The props of AnnouncementFields. */
export interface AnnouncementFieldsProps {
  edits: Edits<AnnouncementForm>;
  /** As it stands; null for a new one. */
  current: AdminAnnouncementDto | null;
  errorOf: (path: string) => string | null;
}

/** The fields of an announcement, and how it will look. */
export function AnnouncementFields({ edits, current, errorOf }: AnnouncementFieldsProps) {
  const { t, locale } = useSpeech();
  const timeZone = useTimeZone();
  const { values } = edits;
  const time = (at: string | null | undefined, none: string): string =>
    at ? exactTime(at, locale, timeZone) : none;
  return (
    <>
      <Field
        label={t("announcements.form.message")}
        hint={t("announcements.form.messageHint")}
        error={errorOf("message")}
      >
        <Textarea
          minRows={2}
          value={values.message}
          onChange={(event) => edits.set("message", event.target.value)}
        />
        <Outrun edits={edits} field="message" theirs={current?.message ?? ""} />
      </Field>
      {/* Not a Field: that would give each of the choices its own name. */}
      <div className="flex flex-col gap-1.5">
        <p aria-hidden className="font-medium">
          {t("announcements.form.level")}
        </p>
        <Segmented
          label={t("announcements.form.level")}
          value={values.level}
          onValueChange={(level) => edits.set("level", level)}
          options={LEVELS.map((value) => ({ value, label: t(`announcements.level.${value}`) }))}
        />
        <Outrun edits={edits} field="level" theirs={t(`announcements.level.${current?.level ?? "info"}`)} />
      </div>
      <Audience edits={edits} current={current} errorOf={errorOf} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TimeField
          label={t("announcements.form.startsAt")}
          hint={t("announcements.form.startsAtHint")}
          error={errorOf("startsAt")}
          value={values.startsAt}
          onChange={(at) => edits.set("startsAt", at)}
        >
          <Outrun
            edits={edits}
            field="startsAt"
            theirs={time(current?.startsAt, t("announcements.form.atOnce"))}
          />
        </TimeField>
        <TimeField
          label={t("announcements.form.endsAt")}
          hint={t("announcements.form.endsAtHint")}
          error={errorOf("endsAt")}
          value={values.endsAt}
          onChange={(at) => edits.set("endsAt", at)}
        >
          <Outrun
            edits={edits}
            field="endsAt"
            theirs={time(current?.endsAt, t("announcements.form.never"))}
          />
        </TimeField>
      </div>
      <Field
        label={t("announcements.form.link")}
        optional
        hint={t("announcements.form.linkHint")}
        error={errorOf("link")}
      >
        <Input
          inputMode="url"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={values.link}
          onChange={(event) => edits.set("link", event.target.value)}
        />
        <Outrun edits={edits} field="link" theirs={current?.link ?? t("announcements.form.noLink")} />
      </Field>
      <Preview values={values} />
    </>
  );
}

/** Whom it is for; only what is for everybody can stand on the sign-in page. */
function Audience({ edits, current, errorOf }: AnnouncementFieldsProps) {
  const t = useTranslate();
  const { audience, onSignIn } = edits.values;
  function choose(next: AudienceChoice): void {
    edits.set("audience", next);
    if (next !== "everybody" && onSignIn) {
      edits.set("onSignIn", false);
    }
  }
  const isForEverybody = audience === "everybody";
  return (
    <>
      <Field
        label={t("announcements.form.audience")}
        control="button"
        error={errorOf("audience") ?? errorOf("teamId")}
      >
        <Select value={audience} onValueChange={choose} options={useAudiences(current)} className="w-full" />
        <Outrun edits={edits} field="audience" theirs={current ? audienceWords(t, current) : ""} />
      </Field>
      <div className="flex flex-col gap-1.5">
        <Switch
          checked={onSignIn}
          disabled={!isForEverybody}
          onCheckedChange={(next) => edits.set("onSignIn", next)}
          label={t("announcements.form.onSignIn")}
          hint={t(isForEverybody ? "announcements.form.onSignInHint" : "announcements.form.onSignInOnly")}
        />
        <Outrun
          edits={edits}
          field="onSignIn"
          theirs={t(current?.onSignIn ? "announcements.form.on" : "announcements.form.off")}
        />
      </div>
    </>
  );
}

/** Audiences and teams; an archived team only where the announcement is for it. */
function useAudiences(current: AdminAnnouncementDto | null): SelectOption<AudienceChoice>[] {
  const t = useTranslate();
  const teams = useTeams();
  const own = current?.team;
  const all = own && !teams.some(({ id }) => id === own.id) ? [...teams, own] : teams;
  return [
    ...AUDIENCES.map((value) => ({ value, label: t(`announcements.audience.${value}`) })),
    ...all.map(({ id, name, isPrivate }) => ({
      value: `team:${id}` as const,
      label: t("announcements.audience.team", { name }),
      ...(isPrivate ? { icon: <Lock aria-hidden className="size-3.5" /> } : {}),
    })),
  ];
}

function Preview({ values: { level, message, link } }: { values: AnnouncementForm }) {
  const t = useTranslate();
  const words = message.replace(/\s+/g, " ").trim();
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium">{t("announcements.form.preview")}</p>
      <div inert className="overflow-hidden rounded-lg ring-1 ring-line">
        <AnnouncementBar
          level={level}
          message={words === "" ? t("announcements.form.previewEmpty") : words}
          link={link.trim() === "" ? null : "/"}
        />
      </div>
    </div>
  );
}
