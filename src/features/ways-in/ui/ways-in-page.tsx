"use client";

import { useState } from "react";
import { AccountSection } from "@/features/account/ui/account-section";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { PageHeader } from "@/ui/shell/page-header";
import { Callout } from "@/ui/states/callout";
import type { WaysInDto } from "@/features/ways-in/schema";
import { DirectorySection } from "./directory-section";
import { ProviderSection } from "./provider-section";

/** By what people come in, who set it, and forms for what no variable sets. */
export function WaysInPage({ initial }: { initial: WaysInDto }) {
  const t = useTranslate();
  const [ways, setWays] = useState(initial);
  const { admins } = ways.password;
  return (
    <div className="@container flex min-w-0 flex-1 flex-col p-4 sm:p-6">
      <PageHeader title={t("waysIn.title")} description={t("waysIn.description")} />
      <div className="max-w-4xl divide-y divide-line">
        <AccountSection title={t("waysIn.password.title")} description={t("waysIn.password.description")}>
          <p className="text-ui text-ink">{t("waysIn.password.admins", { count: admins })}</p>
          {admins === 0 && (
            <Callout tone="warning" title={t("waysIn.password.nobodyTitle")}>
              {t("waysIn.password.nobody")}
            </Callout>
          )}
        </AccountSection>
        <AccountSection
          title={t("waysIn.registration.title")}
          description={t("waysIn.registration.description")}
        >
          <p className="text-ui text-ink">{registrationWords(t, ways.registration)}</p>
        </AccountSection>
        <ProviderSection provider={ways.provider} onChange={setWays} />
        <DirectorySection directory={ways.directory} onChange={setWays} />
      </div>
    </div>
  );
}

function registrationWords(t: Translate, { isOpen, domains }: WaysInDto["registration"]): string {
  if (!isOpen) {
    return t("waysIn.registration.closed");
  }
  return domains.length === 0
    ? t("waysIn.registration.open")
    : t("waysIn.registration.domains", { domains: domains.join(", ") });
}
