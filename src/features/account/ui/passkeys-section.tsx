"use client";

import { PasskeySettings } from "@/features/passkeys/ui/passkey-settings";
import { useTranslate } from "@/messages/translate-provider";
import { AccountSection } from "./account-section";

/** Signing in without a password. */
export function PasskeysSection() {
  const t = useTranslate();
  return (
    <AccountSection title={t("passkeys.title")} description={t("passkeys.description")}>
      <PasskeySettings />
    </AccountSection>
  );
}
