"use client";

import type { ReactNode } from "react";
import { member, text } from "@/client/api/post-json";
import { Callout } from "@/ui/states/callout";
import { CenteredShell } from "@/ui/shell/plain-shell";
import { Skeleton } from "@/ui/marks/skeleton";
import { TextLink } from "@/ui/text/link";
import { useTranslate } from "@/messages/translate-provider";
import { AccountForm } from "./account-form";
import { useLinkToken, type LinkToken } from "./use-link-token";

interface LinkPageProps {
  brand: ReactNode;
  /** The link is of the old kind, whose token proxies log. */
  isOld: boolean;
}

/** Where an invited person chooses their password. */
export function InvitationAccount({ brand, isOld }: LinkPageProps) {
  const t = useTranslate();
  const link = useLinkToken("/api/invitation/check");
  const email = link.state === "good" ? text(member(link.answer, "email")) : "";
  if (link.state !== "good" || email === "") {
    return (
      <Unusable brand={brand} link={link} isOld={isOld} title={t("users.invitation.deadTitle")}>
        {t("users.invitation.dead")}
      </Unusable>
    );
  }
  return (
    <CenteredShell
      brand={brand}
      title={t("users.invitation.title", { organisation: text(member(link.answer, "organisationName")) })}
      description={t("users.invitation.description", { email })}
    >
      <AccountForm
        path="/api/invitation"
        target="/"
        submit={t("users.invitation.submit")}
        token={link.token}
        email={email}
        name={text(member(link.answer, "name"))}
      />
    </CenteredShell>
  );
}

/** Creates the first admin of a new installation, for the person who has the link that its first start printed. */
export function FirstRunAccount({ brand, isOld }: LinkPageProps) {
  const t = useTranslate();
  const link = useLinkToken("/api/first-run/check");
  if (link.state !== "good") {
    return (
      <Unusable brand={brand} link={link} isOld={isOld} title={t("users.firstRun.deadTitle")}>
        {t("users.firstRun.dead")}
      </Unusable>
    );
  }
  return (
    <CenteredShell
      brand={brand}
      title={t("users.firstRun.title")}
      description={t("users.firstRun.description")}
    >
      <AccountForm
        path="/api/first-run"
        target="/"
        submit={t("users.firstRun.submit")}
        token={link.token}
        asksOrganisation
      />
    </CenteredShell>
  );
}

function Unusable({
  brand,
  link,
  isOld,
  title,
  children,
}: LinkPageProps & { link: LinkToken; title: string; children: ReactNode }) {
  const t = useTranslate();
  if (link.state === "checking") {
    return (
      <CenteredShell brand={brand} title={t("users.link.moment")}>
        <Skeleton className="h-10 w-full" />
        <noscript>{t("users.link.needsScript")}</noscript>
      </CenteredShell>
    );
  }
  const problem = link.state === "bad" ? link.problem : null;
  const isOther = problem !== null && problem.code !== "invalid_token" && problem.code !== "invalid";
  return (
    <CenteredShell brand={brand} title={isOther ? t("users.link.failed") : title}>
      {isOther ? (
        <Callout tone="danger" live="alert">
          {problem.detail}
        </Callout>
      ) : (
        <p className="text-pretty text-ink-muted">
          {isOld && `${t("users.link.old")} `}
          {children}
        </p>
      )}
      <p className="mt-5">
        {t.rich("users.link.haveAccount", { link: (words) => <TextLink href="/sign-in">{words}</TextLink> })}
      </p>
    </CenteredShell>
  );
}
