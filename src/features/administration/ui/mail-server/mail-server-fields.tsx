"use client";

import type { Edits } from "@/client/api/use-edits";
import { Outrun } from "@/features/administration/ui/form/outrun";
import { MAIL_SECURITIES } from "@/features/mail-server/fields";
import type { MailServerFields as Fields } from "@/features/mail-server/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { PasswordField } from "@/ui/fields/password-field";
import { Select } from "@/ui/fields/select";

/** What stands in the form: texts, empty for none. */
export interface MailServerForm {
  host: string;
  port: string;
  security: Fields["security"];
  user: string;
  fromAddress: string;
  fromName: string;
}

/** The props of MailServerFields. */
export interface MailServerFieldsProps {
  edits: Edits<MailServerForm>;
  /** What stands now. */
  current: MailServerForm;
  hasPassword: boolean;
  password: string;
  onPassword: (password: string) => void;
  errorOf: (field: string) => string | null;
}

const TEXTS = ["host", "port", "user", "fromAddress", "fromName"] as const;

/** The fields of the mail server's form. */
export function MailServerFields(props: MailServerFieldsProps) {
  const { edits, current, errorOf } = props;
  const t = useTranslate();
  const text = (field: (typeof TEXTS)[number], hint: string | undefined) => (
    <Field
      label={t(`mail.server.${field}`)}
      hint={hint}
      error={errorOf(field)}
      optional={field === "user" || field === "fromName"}
    >
      <Input
        name={field}
        value={edits.values[field]}
        onChange={(event) => edits.set(field, event.currentTarget.value)}
        inputMode={field === "port" ? "numeric" : undefined}
        spellCheck={false}
        autoComplete="off"
      />
      <Outrun edits={edits} field={field} theirs={current[field] || t("mail.server.none")} />
    </Field>
  );
  return (
    <>
      {text("host", t("mail.server.hostHint"))}
      {text("port", t("mail.server.portHint"))}
      <Field
        label={t("mail.server.security")}
        control="button"
        hint={t("mail.server.securityHint")}
        error={errorOf("security")}
      >
        <Select
          value={edits.values.security}
          onValueChange={(next) => edits.set("security", next)}
          options={MAIL_SECURITIES.map((value) => ({ value, label: t(`mail.server.securities.${value}`) }))}
          className="w-72 max-w-full"
        />
        <Outrun edits={edits} field="security" theirs={t(`mail.server.securities.${current.security}`)} />
      </Field>
      {text("user", t("mail.server.userHint"))}
      <PasswordField
        name="password"
        label={t("mail.server.password")}
        hint={props.hasPassword ? t("mail.server.passwordKept") : undefined}
        error={errorOf("password")}
        value={props.password}
        onChange={(event) => props.onPassword(event.currentTarget.value)}
        autoComplete="new-password"
      />
      {text("fromAddress", undefined)}
      {text("fromName", t("mail.server.fromNameHint"))}
    </>
  );
}
