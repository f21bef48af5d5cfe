"use client";

import { useState } from "react";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import { Field } from "@/ui/fields/field";
import { EmailInput } from "@/ui/fields/input";
import { PasswordField } from "@/ui/fields/password-field";
import { signIn } from "@/client/api/sign-in";
import { leaveTo, useProblemForm } from "@/client/api/use-problem-form";
import { useTranslate } from "@/messages/translate-provider";
import { PasskeySignIn } from "@/features/passkeys/ui/passkey-sign-in";
import { TextLink } from "@/ui/text/link";
import { CodeField } from "./code-field";

/** The props of SignInForm. */
export interface SignInFormProps {
  /** The page to go to afterwards, one of ours. */
  target: string;
  /** An error from before this page was shown, in a sentence. */
  error: string | null;
  /** Shows the code's field from the first: a browser without our script has learnt that one is wanted. */
  asksCode: boolean;
  /** Whether a name is taken as well as an address: people of a directory have one. */
  takesNames: boolean;
  /** Focuses the first field; not where something else is offered above. */
  autoFocus: boolean;
}

/**
 * E-mail and password, and for a person with a second factor its code, in a step of its own that keeps what was typed before.
 * It works before its script has loaded too: then the browser sends it as it stands.
 */
export function SignInForm({ target, error, asksCode, takesNames, autoFocus }: SignInFormProps) {
  const t = useTranslate();
  /** Whose code is wanted; null while e-mail and password are. */
  const [owner, setOwner] = useState<string | null>(null);
  const { formRef, errors, message, busy, onSubmit, clear } = useProblemForm(
    send,
    ({ email = "", password = "", totp = "" }) => ({
      ...(email.trim() === ""
        ? { email: takesNames ? t("sessions.enterName") : t("sessions.enterEmail") }
        : {}),
      ...(password === "" ? { password: t("sessions.enterPassword") } : {}),
      ...(owner !== null && totp.trim() === "" ? { totp: t("sessions.code.enter") } : {}),
    }),
  );

  async function send({ email = "", password = "", totp = "" }: Record<string, string>) {
    const problem = await signIn({ email, password, ...(totp.trim() === "" ? {} : { totp }) });
    if (problem?.code === "totp_required") {
      setOwner(email.trim());
      return null;
    }
    return problem ?? (await leaveTo(target));
  }

  const shown = message ?? (owner === null ? error : null);
  const isCodeWanted = owner !== null || asksCode;
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
      <div hidden={owner !== null} className={owner === null ? "flex flex-col gap-5" : undefined}>
        <Field label={takesNames ? t("sessions.emailOrName") : t("sessions.email")} error={errors["email"]}>
          <EmailInput
            name="email"
            // Browsers offer passkeys among what they fill in there.
            autoComplete="username webauthn"
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
        <p className="-mt-3 text-note">
          <TextLink href="/password-reset">{t("sessions.forgotten")}</TextLink>
        </p>
      </div>
      {owner !== null && (
        <p role="status" className="text-pretty text-ink-muted">
          {t("sessions.code.title", { email: owner })}
        </p>
      )}
      {isCodeWanted && (
        <CodeField autoFocus={owner !== null} error={errors["totp"]} onChange={() => clear("totp")} />
      )}
      <Button type="submit" variant="primary" size="lg" loading={busy} className="mt-1 w-full">
        {t("sessions.signIn")}
      </Button>
      <PasskeySignIn target={target} />
      {owner !== null && (
        <Button variant="ghost" onClick={() => setOwner(null)} className="-mt-2 w-full">
          {t("sessions.code.back")}
        </Button>
      )}
    </form>
  );
}
