"use client";

import { Plus } from "lucide-react";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import type { AnnouncementDto } from "@/features/announcements/schema";
import { AnnouncementBanner } from "@/features/announcements/ui/announcement-banner";
import { NotificationBell } from "@/features/notifications/ui/notification-bell";
import { NotificationWatch } from "@/features/notifications/ui/notification-watch";
import { ProfileMenu } from "@/features/users/ui/profile-menu";
import { ButtonLink } from "@/ui/buttons/button-link";
import { useBrandName } from "@/ui/shell/brand";
import { Logo } from "@/ui/shell/logo";
import { PlainShell } from "@/ui/shell/plain-shell";
import { useTranslate } from "@/messages/translate-provider";
import { IntentLink } from "@/ui/text/intent-link";
import { ConnectionLine } from "./connection-line";

/** The spacious shell of requesters: their tickets, a way to file another, and their profile. */
export function RequesterShell({
  announcements,
  children,
}: {
  /** Those for this person, as they were when the page was made. */
  announcements: readonly AnnouncementDto[];
  children: ReactNode;
}) {
  const t = useTranslate();
  const path = usePathname();
  const name = useBrandName();
  return (
    <PlainShell
      connectionBar={<ConnectionLine />}
      banner={<AnnouncementBanner initial={announcements} />}
      brand={
        <IntentLink
          href="/tickets"
          className="flex shrink-0 rounded-lg focus-ring"
          aria-label={t("shell.brand.requests", { name })}
        >
          <span className="flex max-sm:hidden">
            <Logo />
          </span>
          <span className="flex sm:hidden">
            <Logo compact />
          </span>
        </IntentLink>
      }
      actions={
        <nav aria-label={t("shell.nav.main")} className="flex min-w-0 items-center gap-1">
          <ButtonLink
            href="/tickets"
            variant="ghost"
            aria-current={path === "/tickets" ? "page" : undefined}
            className="px-2.5! aria-[current]:text-ink sm:px-3!"
          >
            {t("shell.nav.myRequests")}
          </ButtonLink>
          <ButtonLink
            href="/tickets/new"
            variant="ghost"
            icon={<Plus aria-hidden />}
            aria-label={t("shell.nav.newRequest")}
            aria-current={path === "/tickets/new" ? "page" : undefined}
            className="px-2.5! aria-[current]:text-ink sm:px-3!"
          >
            <span className="max-sm:hidden">{t("shell.nav.newRequest")}</span>
          </ButtonLink>
          <NotificationBell compact />
          <ProfileMenu compact side="bottom" />
        </nav>
      }
    >
      {children}
      <NotificationWatch />
    </PlainShell>
  );
}
