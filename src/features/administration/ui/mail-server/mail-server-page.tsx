"use client";

import { useState } from "react";
import { ApiError } from "@/client/api/api";
import { AccountSection } from "@/features/account/ui/account-section";
import type { MailServerDto, MailServerSteps as Steps } from "@/features/mail-server/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Badge } from "@/ui/marks/badge";
import { PageHeader } from "@/ui/shell/page-header";
import { Callout } from "@/ui/states/callout";
import { NotLoaded, SkeletonRows } from "@/ui/states/not-loaded";
import { MailServerSection } from "./mail-server-section";
import { MailServerSteps } from "./mail-server-steps";
import { testMailServer, useMailServer } from "./use-mail-server";

/** By which server the organisation's mail leaves, who set it, and a try of each step. */
export function MailServerPage() {
  const t = useTranslate();
  const { data: server, error, refetch } = useMailServer();
  return (
    <div className="@container flex min-w-0 flex-1 flex-col p-4 sm:p-6">
      <PageHeader
        title={t("mail.server.title")}
        description={t("mail.server.description")}
        back={{ href: "/admin/mail", label: t("mail.server.back") }}
      />
      {server === null ? (
        <NotLoaded
          error={error}
          loading={t("mail.server.loading")}
          offline={t("mail.server.offline")}
          onRetry={refetch}
          skeleton={<SkeletonRows className="h-10 max-w-xl" />}
        />
      ) : (
        <div className="max-w-4xl">
          <AccountSection title={t("mail.server.section")} description={t("mail.server.sectionHint")}>
            <State server={server} />
            {server.source === "environment" ? (
              <SetByVariables server={server} />
            ) : (
              <MailServerSection server={server} onSaved={refetch} />
            )}
          </AccountSection>
        </div>
      )}
    </div>
  );
}

function State({ server }: { server: MailServerDto }) {
  const t = useTranslate();
  if (!server.isReadable) {
    return (
      <Callout tone="danger" live="status" title={t("mail.server.unreadableTitle")}>
        {t("mail.server.unreadable")}
      </Callout>
    );
  }
  if (server.source === "environment") {
    return (
      <Callout tone="info" title={t("mail.server.environmentTitle")}>
        {t.rich("mail.server.environment", {
          variables: () => (
            <span className="font-mono text-note wrap-anywhere">{server.variables.join(", ")}</span>
          ),
        })}
      </Callout>
    );
  }
  return (
    <p className="text-ui">
      <Badge tone={server.source === "page" ? "success" : "neutral"}>
        {server.source === "page" ? t("mail.server.on") : t("mail.server.off")}
      </Badge>
    </p>
  );
}

/** What is set, where it cannot be changed here, and a try. */
function SetByVariables({ server: { settings } }: { server: MailServerDto }) {
  const t = useTranslate();
  const [steps, setSteps] = useState<Steps["steps"] | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const test = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    setSteps(null);
    try {
      setSteps((await testMailServer(null)).steps);
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : null);
    } finally {
      setBusy(false);
    }
  };
  const values =
    settings === null
      ? []
      : [
          [t("mail.server.host"), settings.host],
          [t("mail.server.port"), String(settings.port)],
          [t("mail.server.security"), t(`mail.server.securities.${settings.security}`)],
          [t("mail.server.user"), settings.user ?? t("mail.server.none")],
          [t("mail.server.fromAddress"), settings.fromAddress],
        ];
  return (
    <>
      <dl className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-2 text-ui sm:grid-cols-[10rem_minmax(0,1fr)]">
        {values.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-muted">{label}</dt>
            <dd dir="auto" className="min-w-0 wrap-anywhere text-ink">
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <Button loading={isBusy} onClick={() => void test()} className="self-start">
        {t("mail.server.test")}
      </Button>
      {problem !== null && (
        <Callout tone="danger" live="alert">
          {problem}
        </Callout>
      )}
      <div role="status" className="empty:hidden">
        {steps && <MailServerSteps steps={steps} />}
      </div>
    </>
  );
}
