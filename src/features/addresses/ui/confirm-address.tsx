"use client";

import { useState, type ReactNode } from "react";
import { askJson, member, text, type Problem } from "@/client/api/post-json";
import { forgetLinkToken, takeLinkToken } from "@/features/users/ui/use-link-token";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CenteredShell } from "@/ui/shell/plain-shell";
import { Callout } from "@/ui/states/callout";
import { TextLink } from "@/ui/text/link";

/** Confirms an added address, by a button: programs that look through mails follow links, and press nothing. */
export function ConfirmAddress({ brand }: { brand: ReactNode }) {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [email, setEmail] = useState<string | null>(null);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    const answered = await askJson("/api/addresses/confirm", { token: takeLinkToken() || "-" });
    setBusy(false);
    setProblem(answered.problem);
    if (!answered.problem) {
      forgetLinkToken();
      setEmail(text(member(answered.answer, "email")));
    }
  };
  const toAccount = (
    <p className="mt-5">
      {t.rich("addresses.confirm.account", { link: (words) => <TextLink href="/account">{words}</TextLink> })}
    </p>
  );
  if (email !== null) {
    return (
      <CenteredShell brand={brand} title={t("addresses.confirm.doneTitle")}>
        <p role="status" className="text-pretty text-ink-muted">
          {t("addresses.confirm.done", { email })}
        </p>
        {toAccount}
      </CenteredShell>
    );
  }
  return (
    <CenteredShell
      brand={brand}
      title={t("addresses.confirm.title")}
      description={t("addresses.confirm.description")}
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
          {t("addresses.confirm.submit")}
        </Button>
        <noscript>{t("users.link.needsScript")}</noscript>
      </div>
    </CenteredShell>
  );
}
