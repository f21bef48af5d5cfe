"use client";

import { useState, type ReactNode } from "react";
import { askJson, member, text, type Problem } from "@/client/api/post-json";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CenteredShell } from "@/ui/shell/plain-shell";
import { Callout } from "@/ui/states/callout";
import { TextLink } from "@/ui/text/link";
import { forgetLinkToken, takeLinkToken } from "./use-link-token";

/** Confirms the address of a registration, by a button: programs that look through mails follow links, and press nothing. */
export function ConfirmRegistration({ brand }: { brand: ReactNode }) {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [email, setEmail] = useState<string | null>(null);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    const answered = await askJson("/api/register/confirm", { token: takeLinkToken() || "-" });
    setBusy(false);
    setProblem(answered.problem);
    if (!answered.problem) {
      forgetLinkToken();
      setEmail(text(member(answered.answer, "email")));
    }
  };
  if (email !== null) {
    return (
      <CenteredShell brand={brand} title={t("users.confirm.doneTitle")}>
        <p role="status" className="text-pretty text-ink-muted">
          {t("users.confirm.done", { email })}
        </p>
        <p className="mt-5">
          {t.rich("users.reset.signIn", { link: (words) => <TextLink href="/sign-in">{words}</TextLink> })}
        </p>
      </CenteredShell>
    );
  }
  return (
    <CenteredShell
      brand={brand}
      title={t("users.confirm.title")}
      description={t("users.confirm.description")}
      footer={t.rich("users.link.haveAccount", {
        link: (words) => <TextLink href="/sign-in">{words}</TextLink>,
      })}
    >
      <div className="flex flex-col gap-5">
        {problem && (
          <Callout tone="danger" live="alert">
            {problem.detail}
          </Callout>
        )}
        <Button
          variant="primary"
          size="lg"
          loading={isBusy}
          onClick={() => void confirm()}
          className="w-full"
        >
          {t("users.confirm.submit")}
        </Button>
        <noscript>{t("users.link.needsScript")}</noscript>
      </div>
    </CenteredShell>
  );
}
