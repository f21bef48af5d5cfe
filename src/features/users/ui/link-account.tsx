"use client";

import type { ReactNode } from "react";
import { member, text } from "@/client/api/post-json";
import { Callout } from "@/ui/callout";
import { CenteredShell } from "@/ui/plain-shell";
import { Skeleton } from "@/ui/skeleton";
import { TextLink } from "@/ui/text-link";
import { AccountForm } from "./account-form";
import { useLinkToken, type LinkToken } from "./use-link-token";

interface LinkPageProps {
  brand: ReactNode;
  /** The link is of the kind that carried its token where proxies write it down. */
  isOld: boolean;
}

/** Where an invited person chooses their password. */
export function InvitationAccount({ brand, isOld }: LinkPageProps) {
  const link = useLinkToken("/api/invitation/check");
  const email = link.state === "good" ? text(member(link.answer, "email")) : "";
  if (link.state !== "good" || email === "") {
    return (
      <Unusable brand={brand} link={link} isOld={isOld} title="This invitation does not work any more">
        It works once, for 7 days. Please ask whoever invited you for a new one.
      </Unusable>
    );
  }
  return (
    <CenteredShell
      brand={brand}
      title={`Welcome to ${text(member(link.answer, "organisationName"))}`}
      description={`Choose a password for ${email}, and you are in.`}
    >
      <AccountForm
        path="/api/invitation"
        target="/"
        submit="Join"
        token={link.token}
        email={email}
        name={text(member(link.answer, "name"))}
      />
    </CenteredShell>
  );
}

/** Makes the first admin of a new installation, for whoever holds the link that its start printed. */
export function FirstRunAccount({ brand, isOld }: LinkPageProps) {
  const link = useLinkToken("/api/first-run/check");
  if (link.state !== "good") {
    return (
      <Unusable brand={brand} link={link} isOld={isOld} title="This link does not work any more">
        It works once, for 24 hours, and only the latest one does. While there is no administrator, starting
        Helpejo again prints a new link in its console.
      </Unusable>
    );
  }
  return (
    <CenteredShell
      brand={brand}
      title="Welcome to Helpejo"
      description="You are the first one here. This makes your account, as the administrator of this help desk."
    >
      <AccountForm path="/api/first-run" target="/" submit="Begin" token={link.token} asksOrganisation />
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
  if (link.state === "checking") {
    return (
      <CenteredShell brand={brand} title="One moment">
        <Skeleton className="h-10 w-full" />
        <noscript>This page needs JavaScript to read its link.</noscript>
      </CenteredShell>
    );
  }
  const problem = link.state === "bad" ? link.problem : null;
  const isOther = problem !== null && problem.code !== "invalid_token" && problem.code !== "invalid";
  return (
    <CenteredShell brand={brand} title={isOther ? "This did not work" : title}>
      {isOther ? (
        <Callout tone="danger" live="alert">
          {problem.detail}
        </Callout>
      ) : (
        <p className="text-pretty text-ink-muted">
          {isOld && "Links like this one are not used any more: they could be read on their way. "}
          {children}
        </p>
      )}
      <p className="mt-5">
        Have an account already? <TextLink href="/sign-in">Sign in</TextLink>
      </p>
    </CenteredShell>
  );
}
