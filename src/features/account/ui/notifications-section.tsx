"use client";

import type { Choices } from "@/features/notification-choices/fields";
import { ChoicesTable, type NoMail } from "@/features/notification-choices/ui/choices-table";
import { useTranslate } from "@/messages/translate-provider";
import { AccountSection } from "./account-section";

/** What one is notified of, and how. */
export function NotificationsSection({ choices, noMail }: { choices: Choices; noMail: NoMail | null }) {
  const t = useTranslate();
  return (
    <AccountSection
      title={t("notifications.choices.title")}
      description={t("notifications.choices.description")}
    >
      <ChoicesTable initial={choices} noMail={noMail} />
    </AccountSection>
  );
}
