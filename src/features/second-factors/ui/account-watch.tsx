"use client";

import { useEvent } from "@/client/connection/use-event";
import { useTranslate } from "@/messages/translate-provider";
import { toast } from "@/ui/overlays/toast";

const CHANGES = [
  "second_factor_on",
  "second_factor_off",
  "recovery_codes_made",
  "recovery_code_used",
  "passkey_added",
  "passkey_removed",
  "passkey_copied",
  "token_made",
  "password_changed",
  "signed_in_elsewhere",
  "address_asked",
  "address_added",
  "accounts_merged",
  "address_primary",
  "address_removed",
] as const;

/** Tells people, wherever they look just now, that something about how they sign in was changed: it may not have been them. */
export function AccountWatch() {
  const t = useTranslate();
  useEvent("account:changed", ({ change, isOwn }) => {
    const known = CHANGES.find((one) => one === change);
    if (known && !isOwn) {
      // No time limit: a person who is away for the moment must see it, too.
      toast.info(t(`secondFactors.notified.${known}`), {
        id: `account:${known}`,
        timeout: 0,
        description: t("secondFactors.notified.notYou"),
      });
    }
  });
  return null;
}
