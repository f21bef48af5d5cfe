"use client";

import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { PasswordField } from "@/ui/fields/password-field";
import { signIn } from "@/client/api/sign-in";
import { leaveTo, useProblemForm } from "@/client/api/use-problem-form";
import { useTranslate } from "@/messages/translate-provider";

/** The props of SignInForm. */
export interface SignInFormProps {
  /** The page to go to afterwards, one of ours. */
  target: string;
  /** An error from before this page was shown, in a sentence. */
  error: string | null;
  /** Focuses the first field; not where something else is offered above. */
  autoFocus: boolean;
}

/** E-mail and password. It works before its script has loaded too: then the browser submits the form itself. */
export function SignInForm({ target, error, autoFocus }: SignInFormProps) {
  const t = useTranslate();
  const { formRef, errors, message, busy, onSubmit, clear } = useProblemForm(
    async ({ email = "", password = "" }) => (await signIn(email, password)) ?? (await leaveTo(target)),
    ({ email = "", password = "" }) => ({
      ...(email.trim() === "" ? { email: t("sessions.enterEmail") } : {}),
      ...(password === "" ? { password: t("sessions.enterPassword") } : {}),
    }),
  );
  const shown = message ?? error;
  return (
    <form
      ref={formRef}
      method="post"
      action="/api/auth/callback/credentials"
      noValidate
      onSubmit={onSubmit}
      className="flex flex-col gap-5"
    >
      {shown !== null && Object.keys(errors).length === 0 && (
        <Callout tone="danger" live="alert">
          {shown}
        </Callout>
      )}
      <input type="hidden" name="callbackUrl" value={target} />
      <Field label={t("sessions.email")} error={errors["email"]}>
        <Input
          name="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={autoFocus}
          required
          onChange={() => clear("email")}
        />
      </Field>
      <PasswordField
        label={t("sessions.password")}
        name="password"
        autoComplete="current-password"
        required
        error={errors["password"]}
        onChange={() => clear("password")}
      />
      <Button type="submit" variant="primary" size="lg" loading={busy} className="mt-1 w-full">
        {t("sessions.signIn")}
      </Button>
    </form>
  );
}
