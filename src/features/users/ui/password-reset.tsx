"use client";

import { useState, type ReactNode } from "react";
import { member, postJson, text } from "@/client/api/post-json";
import { useProblemForm } from "@/client/api/use-problem-form";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { EmailInput } from "@/ui/fields/input";
import { Skeleton } from "@/ui/marks/skeleton";
import { CenteredShell } from "@/ui/shell/plain-shell";
import { Callout } from "@/ui/states/callout";
import { TextLink } from "@/ui/text/link";
import { NewPasswordField, newPasswordError } from "./new-password-field";
import { forgetLinkToken, useLinkToken } from "./use-link-token";

/** Asks for a link to choose a new password; opened by such a link, it lets the password be chosen. */
export function PasswordReset({ brand, isMailSent }: { brand: ReactNode; isMailSent: boolean }) {
  const t = useTranslate();
  const link = useLinkToken("/api/password-reset/check");
  const [isChanged, setChanged] = useState(false);
  if (link.state === "checking") {
    return (
      <CenteredShell brand={brand} title={t("users.link.moment")}>
        <Skeleton className="h-10 w-full" />
        <noscript>{t("users.link.needsScript")}</noscript>
      </CenteredShell>
    );
  }
  if (isChanged) {
    return (
      <CenteredShell brand={brand} title={t("users.reset.doneTitle")}>
        <p role="status" className="text-pretty text-ink-muted">
          {t("users.reset.done")}
        </p>
        <p className="mt-5">
          {t.rich("users.reset.signIn", { link: (words) => <TextLink href="/sign-in">{words}</TextLink> })}
        </p>
      </CenteredShell>
    );
  }
  if (link.state === "good") {
    const email = text(member(link.answer, "email"));
    return (
      <CenteredShell
        brand={brand}
        title={t("users.reset.chooseTitle")}
        description={t("users.reset.choose", { email })}
      >
        <ChooseForm token={link.token} email={email} onChanged={() => setChanged(true)} />
      </CenteredShell>
    );
  }
  return (
    <CenteredShell
      brand={brand}
      title={t("users.reset.title")}
      description={t("users.reset.description")}
      footer={t.rich("users.reset.remembered", {
        link: (words) => <TextLink href="/sign-in">{words}</TextLink>,
      })}
    >
      {link.problem && (
        <Callout tone="danger" live="alert" className="mb-5">
          {link.problem.detail}
        </Callout>
      )}
      {!isMailSent && (
        <Callout tone="info" className="mb-5">
          {t("users.reset.noMail")}
        </Callout>
      )}
      <AskForm isMailSent={isMailSent} />
    </CenteredShell>
  );
}

function AskForm({ isMailSent }: { isMailSent: boolean }) {
  const t = useTranslate();
  const [asked, setAsked] = useState<string | null>(null);
  const { formRef, errors, message, busy, onSubmit, clear } = useProblemForm(
    async ({ email = "" }) => {
      const problem = await postJson("/api/password-reset", { email });
      if (!problem) {
        forgetLinkToken();
        setAsked(email.trim());
      }
      return problem;
    },
    ({ email = "" }): Record<string, string> => (email.trim() === "" ? { email: t("users.enterEmail") } : {}),
  );
  if (asked !== null) {
    return (
      <Callout tone="success" live="status" title={t("users.reset.askedTitle")}>
        {isMailSent
          ? t("users.reset.asked", { email: asked })
          : t("users.reset.askedNoMail", { email: asked })}
      </Callout>
    );
  }
  return (
    <form ref={formRef} method="post" noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
      {message !== null && (
        <Callout tone="danger" live="alert">
          {message}
        </Callout>
      )}
      <Field label={t("users.email")} error={errors["email"]}>
        <EmailInput name="email" autoComplete="username" autoFocus required onChange={() => clear("email")} />
      </Field>
      <Button type="submit" variant="primary" size="lg" loading={busy} className="mt-1 w-full">
        {t("users.reset.ask")}
      </Button>
    </form>
  );
}

interface ChooseFormProps {
  token: string;
  email: string;
  onChanged: () => void;
}

function ChooseForm({ token, email, onChanged }: ChooseFormProps) {
  const t = useTranslate();
  const { formRef, errors, message, busy, onSubmit, clear } = useProblemForm(
    async ({ password = "" }) => {
      const problem = await postJson("/api/password-reset", { token, password });
      if (!problem) {
        forgetLinkToken();
        onChanged();
      }
      return problem;
    },
    ({ password = "" }): Record<string, string> => {
      const error = newPasswordError(t, password);
      return error === null ? {} : { password: error };
    },
  );
  return (
    <form ref={formRef} method="post" noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
      {message !== null && (
        <Callout tone="danger" live="alert">
          {message}
        </Callout>
      )}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <NewPasswordField
        label={t("users.reset.newPassword")}
        error={errors["password"]}
        onChange={() => clear("password")}
      />
      <Button type="submit" variant="primary" size="lg" loading={busy} className="mt-1 w-full">
        {t("users.reset.save")}
      </Button>
    </form>
  );
}
