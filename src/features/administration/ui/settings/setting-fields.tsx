"use client";

import type { ReactNode } from "react";
import type { Edits } from "@/client/api/use-edits";
import { Outrun } from "@/features/administration/ui/form/outrun";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Switch } from "@/ui/fields/switch";

const PRIORITIES = ["low", "medium", "high", "urgent"] as const;

/** A setting that is on or off. */
export function SwitchSetting<Name extends string>({
  edits,
  field,
  current,
  label,
  hint,
}: {
  edits: Edits<Record<Name, boolean>>;
  field: Name;
  current: boolean;
  label: string;
  hint?: string;
}) {
  const t = useTranslate();
  return (
    <div className="flex flex-col gap-1.5">
      <Switch
        checked={edits.values[field]}
        onCheckedChange={(next) => edits.set(field, next)}
        label={label}
        hint={hint}
      />
      <Outrun edits={edits} field={field} theirs={t(current ? "settings.on" : "settings.off")} />
    </div>
  );
}

/** A setting of several controls, each with a name of its own. */
export function SettingGroup({
  label,
  hint,
  error,
  children,
}: {
  label: string;
  hint?: string;
  error: string | null;
  children: ReactNode;
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-2 text-ui font-medium">{label}</legend>
      {children}
      {error && (
        <p role="alert" className="text-note text-danger-ink">
          {error}
        </p>
      )}
      {hint && <p className="text-note text-ink-muted">{hint}</p>}
    </fieldset>
  );
}

/** A setting that is a number; what is none is refused by the server, in words. */
export function NumberSetting<Name extends string>({
  edits,
  field,
  current,
  label,
  hint,
  error,
}: {
  edits: Edits<Record<Name, number>>;
  field: Name;
  current: number;
  label: string;
  hint?: string;
  error: string | null;
}) {
  const { locale } = useSpeech();
  const value = edits.values[field];
  return (
    <Field label={label} hint={hint} error={error}>
      <Input
        inputMode="numeric"
        autoComplete="off"
        value={Number.isNaN(value) ? "" : String(value)}
        onChange={(event) => edits.set(field, readNumber(event.target.value) ?? Number.NaN)}
        className="w-32"
      />
      <Outrun edits={edits} field={field} theirs={current.toLocaleString(locale)} />
    </Field>
  );
}

/** A setting that is a number or, left empty, none. */
export function OptionalNumberSetting<Name extends string>({
  edits,
  field,
  current,
  label,
  hint,
  error,
}: {
  edits: Edits<Record<Name, number | null>>;
  field: Name;
  current: number | null;
  label: string;
  hint: string;
  error: string | null;
}) {
  const { t, locale } = useSpeech();
  return (
    <Field label={label} hint={hint} error={error}>
      <Input
        inputMode="numeric"
        autoComplete="off"
        value={edits.values[field] ?? ""}
        onChange={(event) => edits.set(field, readNumber(event.target.value))}
        className="w-32"
      />
      <Outrun edits={edits} field={field} theirs={current?.toLocaleString(locale) ?? t("settings.nothing")} />
    </Field>
  );
}

type ByPriority = Record<(typeof PRIORITIES)[number], number | null>;

/** A setting with a number for each priority; an empty one is none. */
export function PrioritySetting<Name extends string>({
  edits,
  field,
  current,
  label,
  hint,
  error,
}: {
  edits: Edits<Record<Name, ByPriority>>;
  field: Name;
  current: ByPriority;
  label: string;
  hint: string;
  error: string | null;
}) {
  const { t, locale } = useSpeech();
  const values: ByPriority = edits.values[field];
  const theirs = new Intl.ListFormat(locale).format(
    PRIORITIES.map(
      (priority) =>
        `${t(`tickets.priority.${priority}`)} ${current[priority]?.toLocaleString(locale) ?? t("settings.nothing")}`,
    ),
  );
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-2 text-ui font-medium">{label}</legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {PRIORITIES.map((priority) => (
          <Field key={priority} label={t(`tickets.priority.${priority}`)}>
            <Input
              inputMode="numeric"
              autoComplete="off"
              value={values[priority] ?? ""}
              onChange={(event) =>
                edits.set(field, { ...values, [priority]: readNumber(event.target.value) })
              }
            />
          </Field>
        ))}
      </div>
      {error && (
        <p role="alert" className="text-note text-danger-ink">
          {error}
        </p>
      )}
      <p className="text-note text-ink-muted">{hint}</p>
      <Outrun edits={edits} field={field} theirs={theirs} />
    </fieldset>
  );
}

/** The number that a text begins with, null without one: letters are not taken. */
function readNumber(text: string): number | null {
  const digits = text.replace(/\D/g, "").slice(0, 10);
  return digits === "" ? null : Number(digits);
}
