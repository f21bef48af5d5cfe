"use client";

import { useTranslate } from "@/messages/translate-provider";
import { Checkbox } from "@/ui/fields/checkbox";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { PasswordField } from "@/ui/fields/password-field";
import { Textarea } from "@/ui/fields/textarea";
import type { WaysInDto } from "@/features/ways-in/schema";

/** The fields of a provider's form. */
export function ProviderFields({
  settings,
  errors,
  onClear,
}: {
  settings: WaysInDto["provider"]["settings"];
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
      <Field
        label={t("waysIn.provider.issuer")}
        hint={t("waysIn.provider.issuerHint")}
        error={errors["issuer"]}
      >
        <Input {...field("issuer")} defaultValue={settings?.issuer} required />
      </Field>
      <Field label={t("waysIn.provider.clientId")} error={errors["clientId"]}>
        <Input {...field("clientId")} defaultValue={settings?.clientId} required />
      </Field>
      <PasswordField
        label={t("waysIn.provider.clientSecret")}
        hint={settings ? t("waysIn.secretKept") : undefined}
        error={errors["clientSecret"]}
        {...field("clientSecret")}
        autoComplete="new-password"
      />
      <Field
        label={t("waysIn.provider.name")}
        hint={t("waysIn.provider.nameHint")}
        error={errors["name"]}
        optional
      >
        <Input {...field("name")} defaultValue={settings?.name ?? undefined} />
      </Field>
      <Field
        label={t("waysIn.provider.audience")}
        hint={t("waysIn.provider.audienceHint")}
        error={errors["audience"]}
        optional
      >
        <Input {...field("audience")} defaultValue={settings?.audience} />
      </Field>
      <Field
        label={t("waysIn.provider.roleClaim")}
        hint={t("waysIn.provider.roleClaimHint")}
        error={errors["roleClaim"]}
        optional
      >
        <Input {...field("roleClaim")} defaultValue={settings?.roleClaim} />
      </Field>
      <Field
        label={t("waysIn.roleMap")}
        hint={t("waysIn.provider.roleMapHint")}
        error={errors["roleMap"]}
        optional
      >
        <Textarea {...field("roleMap")} minRows={2} defaultValue={settings?.roleMap ?? ""} />
      </Field>
      <Field
        label={t("waysIn.provider.secondFactor")}
        hint={t("waysIn.provider.secondFactorHint")}
        error={errors["secondFactor"]}
        optional
      >
        <Input {...field("secondFactor")} defaultValue={settings?.secondFactor} />
      </Field>
      <Checkbox
        name="createPeople"
        defaultChecked={settings?.createPeople ?? true}
        label={t("waysIn.provider.createPeople")}
        hint={t("waysIn.provider.createPeopleHint")}
      />
    </>
  );
}
