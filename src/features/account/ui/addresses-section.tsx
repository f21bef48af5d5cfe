"use client";

import { AddressSettings } from "@/features/addresses/ui/address-settings";
import { useTranslate } from "@/messages/translate-provider";
import { AccountSection } from "./account-section";

/** The addresses by which one is known here. */
export function AddressesSection() {
  const t = useTranslate();
  return (
    <AccountSection title={t("addresses.title")} description={t("addresses.description")}>
      <AddressSettings />
    </AccountSection>
  );
}
