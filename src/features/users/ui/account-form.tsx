"use client";

import { useState } from "react";
import { askJson, member } from "@/client/api/post-json";
import { signIn } from "@/client/api/sign-in";
import { leaveTo, useProblemForm } from "@/client/api/use-problem-form";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import { Field } from "@/ui/fields/field";
import { EmailInput, Input } from "@/ui/fields/input";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { NewPasswordField, newPasswordError } from "./new-password-field";
import { forgetLinkToken } from "./use-link-token";

/** The props of AccountForm. */
export interface AccountFormProps {
  /** Where it is sent: /api/register, /api/first-run or /api/invitation. */
  path: string;
  /** The page to go to afterwards, one of ours. */
  target: string;
  submit: string;
  /** The link's token, for the first run and for invitations. */
  token?: string;
  /** Known already, for invitations: then there is nothing to type. */
  email?: string;
  name?: string;
  /** Whether it asks for the help desk's name; for the first run. */
  asksOrganisation?: boolean;
}

/** Name, e-mail and password of a new account; it signs in with them at once, unless the address has to be confirmed by a mail first. */
export function AccountForm({
  path,
  target,
  submit,
  token,
  email: knownEmail,
  name: knownName,
  asksOrganisation = false,
}: AccountFormProps) {
  const t = useTranslate();
  /** The address that has to be confirmed first, once that was asked. */
  const [mailed, setMailed] = useState<string | null>(null);
  const { formRef, errors, message, busy, onSubmit, clear } = useProblemForm(send, (values) =>
    check(t, values, knownEmail === undefined),
  );

  async function send({ email = "", password = "", ...others }: Record<string, string>) {
    const address = knownEmail ?? email;
    const body = {
      ...others,
      password,
      ...(knownEmail === undefined ? { email } : {}),
      ...(token === undefined ? {} : { token }),
    };
    const { problem, answer } = await askJson(path, body);
    if (problem) {
      return problem;
    }
    forgetLinkToken();
    if (member(answer, "confirmation") === "mailed") {
      setMailed(address.trim());
      return null;
    }
    // The account exists: should signing in fail now, the sign-in page continues.
    return await leaveTo((await signIn({ email: address, password })) === null ? target : "/sign-in");
  }

  if (mailed !== null) {
    return (
      <Callout tone="success" live="status" title={t("users.confirm.mailedTitle")}>
        {t("users.confirm.mailed", { email: mailed })}
      </Callout>
    );
  }
  return (
    <form
      ref={formRef}
      method="post"
      action={path}
      noValidate
      onSubmit={onSubmit}
      className="flex flex-col gap-5"
    >
      {message !== null && (
        <Callout tone="danger" live="alert">
          {message}
        </Callout>
      )}
      {asksOrganisation && (
        <Field
          label={t("users.desk.label")}
          hint={t("users.desk.hint")}
          optional
          error={errors["organisationName"]}
        >
          <Input
            name="organisationName"
            autoComplete="organization"
            autoFocus
            placeholder={t("users.desk.example")}
            onChange={() => clear("organisationName")}
          />
        </Field>
      )}
      <Field label={t("users.yourName")} error={errors["name"]}>
        <Input
          name="name"
          autoComplete="name"
          autoFocus={!asksOrganisation}
          defaultValue={knownName}
          required
          onChange={() => clear("name")}
        />
      </Field>
      {knownEmail === undefined ? (
        <Field label={t("users.email")} error={errors["email"]}>
          <EmailInput name="email" autoComplete="username" required onChange={() => clear("email")} />
        </Field>
      ) : (
        <input type="hidden" autoComplete="username" value={knownEmail} readOnly />
      )}
      <NewPasswordField error={errors["password"]} onChange={() => clear("password")} />
      <Button type="submit" variant="primary" size="lg" loading={busy} className="mt-1 w-full">
        {submit}
      </Button>
    </form>
  );
}

function check(
  t: Translate,
  { name = "", email = "", password = "" }: Record<string, string>,
  needsEmail: boolean,
): Record<string, string> {
  const passwordError = newPasswordError(t, password);
  return {
    ...(name.trim() === "" ? { name: t("users.enterName") } : {}),
    ...(needsEmail && email.trim() === "" ? { email: t("users.enterEmail") } : {}),
    ...(passwordError === null ? {} : { password: passwordError }),
  };
}
