"use client";

import { TokenSettings } from "@/features/personal-tokens/ui/token-settings";
import { useTranslate } from "@/messages/translate-provider";
import { AccountSection } from "./account-section";

/** Tokens for programs that act as oneself. */
export function TokensSection() {
  const t = useTranslate();
  return (
    <AccountSection title={t("tokens.title")} description={t("tokens.description")}>
      <TokenSettings />
    </AccountSection>
  );
}
