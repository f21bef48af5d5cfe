"use client";

import { useTranslate } from "@/messages/translate-provider";
import { USUAL_FILTER } from "@/shared/directory/filter";
import { Checkbox } from "@/ui/fields/checkbox";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { PasswordField } from "@/ui/fields/password-field";
import { Textarea } from "@/ui/fields/textarea";
import type { WaysInDto } from "@/features/ways-in/schema";

/** The fields of a directory's form. */
export function DirectoryFields({
  settings,
  errors,
  onClear,
}: {
  settings: WaysInDto["directory"]["settings"];
  errors: Readonly<Record<string, string>>;
  onClear: (name: string) => void;
}) {
  const t = useTranslate();
  const field = (name: string) => ({
    name,
    spellCheck: false,
    autoComplete: "off",
    onChange: () => onClear(name),
  });
  return (
    <>
      <Field label={t("waysIn.directory.url")} hint={t("waysIn.directory.urlHint")} error={errors["url"]}>
        <Input {...field("url")} defaultValue={settings?.url} required />
      </Field>
      <Field
        label={t("waysIn.directory.baseDn")}
        hint={t("waysIn.directory.baseDnHint")}
        error={errors["baseDn"]}
      >
        <Input {...field("baseDn")} defaultValue={settings?.baseDn} required />
      </Field>
      <Field
        label={t("waysIn.directory.bindDn")}
        hint={t("waysIn.directory.bindDnHint")}
        error={errors["bindDn"]}
        optional
      >
        <Input {...field("bindDn")} defaultValue={settings?.bindDn ?? undefined} />
      </Field>
      <PasswordField
        label={t("waysIn.directory.bindPassword")}
        hint={settings?.hasBindPassword ? t("waysIn.secretKept") : undefined}
        error={errors["bindPassword"]}
        {...field("bindPassword")}
        autoComplete="new-password"
      />
      <Field
        label={t("waysIn.directory.userFilter")}
        hint={t("waysIn.directory.userFilterHint")}
        error={errors["userFilter"]}
      >
        <Textarea {...field("userFilter")} minRows={2} defaultValue={settings?.userFilter ?? USUAL_FILTER} />
      </Field>
      <Field
        label={t("waysIn.roleMap")}
        hint={t("waysIn.directory.roleMapHint")}
        error={errors["roleMap"]}
        optional
      >
        <Textarea {...field("roleMap")} minRows={2} defaultValue={settings?.roleMap ?? ""} />
      </Field>
      <Field
        label={t("waysIn.directory.certificate")}
        hint={t("waysIn.directory.certificateHint")}
        error={errors["certificate"]}
        optional
      >
        <Textarea
          {...field("certificate")}
          minRows={2}
          maxRows={6}
          defaultValue={settings?.certificate ?? ""}
        />
      </Field>
      <Checkbox
        name="isPlain"
        defaultChecked={settings?.isPlain ?? false}
        label={t("waysIn.directory.isPlain")}
        hint={errors["isPlain"] ?? t("waysIn.directory.isPlainHint")}
      />
      <Checkbox
        name="linkByAddress"
        defaultChecked={settings?.linkByAddress ?? false}
        label={t("waysIn.directory.linkByAddress")}
        hint={t("waysIn.directory.linkByAddressHint")}
      />
    </>
  );
}
