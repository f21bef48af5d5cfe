"use client";

import { SecondFactorSettings } from "@/features/second-factors/ui/second-factor-settings";
import { useTranslate } from "@/messages/translate-provider";
import { AccountSection } from "./account-section";

/** A second factor beside the password. */
export function SecondFactorSection() {
  const t = useTranslate();
  return (
    <AccountSection title={t("secondFactors.title")} description={t("secondFactors.description")}>
      <SecondFactorSettings />
    </AccountSection>
  );
}
