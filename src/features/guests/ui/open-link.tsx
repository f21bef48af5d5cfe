"use client";

import { useEffect, useState, type ReactNode } from "react";
import { leaveTo } from "@/client/api/use-problem-form";
import { forgetLinkToken, useLinkToken } from "@/features/users/ui/use-link-token";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { Callout } from "@/ui/states/callout";
import { Skeleton } from "@/ui/marks/skeleton";
import { CenteredShell } from "@/ui/shell/plain-shell";
import { LinkForm } from "./link-form";

/**
 * Opens the ticket of a link. In a browser where somebody is signed in it asks first, as their session ends: nobody is
 * signed out by a link that somebody else sent.
 */
export function OpenLink({ brand, signedInAs }: { brand: ReactNode; signedInAs: string | null }) {
  const t = useTranslate();
  const [isAsked, setAsked] = useState(signedInAs === null);
  if (isAsked) {
    return <Opening brand={brand} />;
  }
  return (
    <CenteredShell
      brand={brand}
      title={t("guests.open.signedIn")}
      description={t.rich("guests.open.signedInReason", {
        name: signedInAs ?? "",
        bdi: (words) => <bdi>{words}</bdi>,
      })}
    >
      <div className="flex flex-col gap-3">
        <ButtonLink href="/tickets" variant="primary" size="lg" className="w-full">
          {t("guests.open.stay")}
        </ButtonLink>
        <Button size="lg" className="w-full" onClick={() => setAsked(true)}>
          {t("guests.open.goOn")}
        </Button>
      </div>
    </CenteredShell>
  );
}

function Opening({ brand }: { brand: ReactNode }) {
  const t = useTranslate();
  const link = useLinkToken("/api/guest/session");
  const isOpened = link.state === "good";
  useEffect(() => {
    if (isOpened) {
      forgetLinkToken();
      void leaveTo("/guest/ticket");
    }
  }, [isOpened]);
  if (link.state !== "bad") {
    return (
      <CenteredShell brand={brand} title={t("users.link.moment")}>
        <Skeleton className="h-10 w-full" />
        <noscript>{t("users.link.needsScript")}</noscript>
      </CenteredShell>
    );
  }
  const { problem } = link;
  const isOther = problem !== null && problem.code !== "invalid_token" && problem.code !== "invalid";
  return (
    <CenteredShell
      brand={brand}
      title={t(isOther ? "users.link.failed" : "guests.open.dead")}
      description={isOther ? undefined : t("guests.open.deadReason")}
    >
      {isOther ? (
        <Callout tone="danger" live="alert">
          {problem.detail}
        </Callout>
      ) : (
        <LinkForm />
      )}
    </CenteredShell>
  );
}
