"use client";

import type { Edits } from "@/client/api/use-edits";
import { Outrun } from "@/features/administration/ui/form/outrun";
import {
  ALL_TYPES,
  STAFF_TYPES,
  WEBHOOK_SIDES,
  WEBHOOK_TYPE_GROUPS,
  type WebhookSide,
  type WebhookType,
} from "@/features/webhooks/fields";
import type { WebhookDto } from "@/features/webhooks/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Checkbox } from "@/ui/fields/checkbox";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { RadioGroup } from "@/ui/fields/radio-group";

/** The form of a webhook. */
export interface WebhookForm {
  url: string;
  description: string;
  side: WebhookSide;
  /** Names of events, or `*` alone. */
  types: WebhookDto["types"];
}

/** The props of WebhookFields. */
export interface WebhookFieldsProps {
  edits: Edits<WebhookForm>;
  /** As it stands; null for a new one. */
  current: WebhookDto | null;
  errorOf: (path: string) => string | null;
}

const GROUPS = ["ticket", "comment", "attachment", "assignment"] as const;

/** The fields of a webhook. */
export function WebhookFields({ edits, current, errorOf }: WebhookFieldsProps) {
  const t = useTranslate();
  const { values } = edits;
  return (
    <>
      <Field label={t("webhooks.form.url")} hint={t("webhooks.form.urlHint")} error={errorOf("url")}>
        <Input
          type="url"
          dir="ltr"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={values.url}
          onChange={(event) => edits.set("url", event.target.value)}
        />
        <Outrun edits={edits} field="url" theirs={current?.url ?? ""} />
      </Field>
      <Field label={t("webhooks.form.description")} optional error={errorOf("description")}>
        <Input
          dir="auto"
          autoComplete="off"
          value={values.description}
          onChange={(event) => edits.set("description", event.target.value)}
        />
        <Outrun
          edits={edits}
          field="description"
          theirs={current?.description || t("webhooks.form.nothing")}
        />
      </Field>
      <div className="flex flex-col gap-1.5">
        <p aria-hidden className="font-medium">
          {t("webhooks.form.side")}
        </p>
        <RadioGroup
          label={t("webhooks.form.side")}
          value={values.side}
          onValueChange={(side) => edits.set("side", side)}
          options={WEBHOOK_SIDES.map((value) => ({
            value,
            label: t(`webhooks.side.${value}`),
            hint: t(`webhooks.sideHint.${value}`),
          }))}
        />
        <Outrun edits={edits} field="side" theirs={t(`webhooks.side.${current?.side ?? "public"}`)} />
      </div>
      <Types edits={edits} current={current} />
    </>
  );
}

function Types({ edits, current }: Pick<WebhookFieldsProps, "edits" | "current">) {
  const t = useTranslate();
  const { types, side } = edits.values;
  const isAll = types.includes(ALL_TYPES);
  const set = (type: WebhookType, isOn: boolean): void =>
    edits.set("types", isOn ? [...types, type] : types.filter((one) => one !== type));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-ui font-medium">{t("webhooks.form.events")}</legend>
      <Checkbox
        checked={isAll}
        onCheckedChange={(isOn) => edits.set("types", isOn ? [ALL_TYPES] : [])}
        label={t("webhooks.form.all")}
      />
      {!isAll &&
        GROUPS.map((group) => (
          <fieldset key={group} className="flex flex-col gap-2">
            <legend className="mb-1.5 text-note text-ink-muted">{t(`webhooks.form.group.${group}`)}</legend>
            <div className="grid gap-2 sm:grid-cols-2">
              {WEBHOOK_TYPE_GROUPS[group].map((type) => (
                <Checkbox
                  key={type}
                  checked={types.includes(type)}
                  onCheckedChange={(isOn) => set(type, isOn)}
                  label={
                    <code dir="ltr" className="font-mono text-note wrap-anywhere">
                      {type}
                    </code>
                  }
                  {...(STAFF_TYPES.includes(type) && side === "public"
                    ? { hint: t("webhooks.form.staffOnly") }
                    : {})}
                />
              ))}
            </div>
          </fieldset>
        ))}
      <Outrun edits={edits} field="types" theirs={current?.types.join(", ") ?? ""} />
    </fieldset>
  );
}
