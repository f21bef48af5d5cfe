"use client";

import { useState, type ReactNode } from "react";
import { askJson, type Problem } from "@/client/api/post-json";
import { forgetLinkToken, takeLinkToken } from "@/features/users/ui/use-link-token";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CenteredShell } from "@/ui/shell/plain-shell";
import { Callout } from "@/ui/states/callout";
import { TextLink } from "@/ui/text/link";

/** Ends mails about tickets by a button, and says what that means. */
export function Unsubscribe({ brand }: { brand: ReactNode }) {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isDone, setDone] = useState(false);
  const end = async (): Promise<void> => {
    setBusy(true);
    const token = encodeURIComponent(takeLinkToken() || "-");
    const answered = await askJson(`/api/unsubscribe?token=${token}`, {});
    setBusy(false);
    setProblem(answered.problem);
    if (!answered.problem) {
      forgetLinkToken();
      setDone(true);
    }
  };
  const account = t.rich("notifications.unsubscribe.account", {
    link: (words) => <TextLink href="/account">{words}</TextLink>,
  });
  if (isDone) {
    return (
      <CenteredShell brand={brand} title={t("notifications.unsubscribe.doneTitle")}>
        <p role="status" className="text-pretty text-ink-muted">
          {t("notifications.unsubscribe.done")}
        </p>
        <p className="mt-5">{account}</p>
      </CenteredShell>
    );
  }
  return (
    <CenteredShell
      brand={brand}
      title={t("notifications.unsubscribe.title")}
      description={t("notifications.unsubscribe.description")}
    >
      <div className="flex flex-col gap-5">
        {problem && (
          <Callout tone="danger" live="alert">
            {problem.detail}
          </Callout>
        )}
        <Button variant="primary" size="lg" loading={isBusy} onClick={() => void end()} className="w-full">
          {t("notifications.unsubscribe.submit")}
        </Button>
        <p className="text-note text-pretty text-ink-muted">{account}</p>
        <noscript>{t("users.link.needsScript")}</noscript>
      </div>
    </CenteredShell>
  );
}
