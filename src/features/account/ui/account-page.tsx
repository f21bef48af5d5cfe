"use client";

import { useMe } from "@/client/browser/me";
import type { NoMail } from "@/features/notification-choices/ui/choices-table";
import type { MyDto } from "@/features/users/schema";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";
import { PageHeader } from "@/ui/shell/page-header";
import { AddressesSection } from "./addresses-section";
import { AppearanceSection } from "./appearance-section";
import { ExportSection } from "./export-section";
import { NotificationsSection } from "./notifications-section";
import { PasskeysSection } from "./passkeys-section";
import { PasswordSection } from "./password-section";
import { ProfileSection } from "./profile-section";
import { SecondFactorSection } from "./second-factor-section";
import { SessionsSection } from "./sessions-section";
import { TokensSection } from "./tokens-section";

/** One's own account: who one is here, how the pages look, the password, and where one is signed in. */
export function AccountPage({ account, isMailSent }: { account: MyDto; isMailSent: boolean }) {
  const t = useTranslate();
  const { isStaff } = useMe();
  return (
    // The shell of requesters gives its pages a column already; that of staff does not.
    <div className={classNames("min-w-0 flex-1", isStaff && "mx-auto w-full max-w-3xl p-4 sm:p-8")}>
      <PageHeader title={t("account.title")} description={t("account.description")} />
      <div className="@container mt-2 divide-y divide-line">
        <ProfileSection account={account} />
        <AddressesSection />
        <AppearanceSection preferences={account.preferences} />
        <NotificationsSection choices={account.notificationChoices} noMail={noMailFor(account, isMailSent)} />
        <PasswordSection email={account.email} />
        <PasskeysSection />
        <SecondFactorSection />
        <SessionsSection />
        <TokensSection />
        <ExportSection />
      </div>
    </div>
  );
}

function noMailFor({ email, emailConfirmed }: MyDto, isMailSent: boolean): NoMail | null {
  if (!isMailSent) {
    return "off";
  }
  return email === null || !emailConfirmed ? "address" : null;
}
