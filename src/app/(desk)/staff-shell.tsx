"use client";

import { Plus } from "lucide-react";
import { usePathname } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";
import type { AnnouncementDto } from "@/features/announcements/schema";
import { AnnouncementBanner } from "@/features/announcements/ui/announcement-banner";
import type { TicketStats } from "@/features/tickets/schema";
import { BellRequests } from "@/features/assignment-requests/ui/bell-requests";
import { RequestWatch } from "@/features/assignment-requests/ui/request-watch";
import { useRequestLinks } from "@/features/assignment-requests/ui/use-request-links";
import { useWaitingRequests } from "@/features/assignment-requests/ui/use-requests";
import { useLibraryLinks } from "@/features/library/ui/use-library-links";
import { useAdminLinks } from "@/features/notices/ui/use-admin-places";
import { NotificationBell } from "@/features/notifications/ui/notification-bell";
import { NotificationWatch } from "@/features/notifications/ui/notification-watch";
import { ListSearch } from "@/features/tickets/ui/list/search";
import { HOME, useViews } from "@/features/tickets/ui/list/use-views";
import { useSavedViews } from "@/features/views/ui/use-saved-views";
import { useViewLinks } from "@/features/views/ui/use-view-links";
import { ProfileMenu } from "@/features/users/ui/profile-menu";
import { AppShell } from "@/ui/shell/app-shell";
import { ButtonLink } from "@/ui/buttons/button-link";
import { useBrandName } from "@/ui/shell/brand";
import { Logo } from "@/ui/shell/logo";
import { useTranslate } from "@/messages/translate-provider";
import { IntentLink } from "@/ui/text/intent-link";
import { ConnectionDot, ConnectionLine } from "./connection-line";
import { DeskKeys } from "./desk-keys";
import { DeskListExtras } from "./list-extras";

/** The workspace of staff: search, the button that files a ticket, the views with their current counts, and the profile. */
export function StaffShell({
  stats,
  isFolded,
  announcements,
  children,
}: {
  stats: TicketStats;
  isFolded: boolean;
  /** Those for this person, as they were when the page was made. */
  announcements: readonly AnnouncementDto[];
  children: ReactNode;
}) {
  const t = useTranslate();
  const views = useSavedViews();
  const sections = [
    ...useViews(stats),
    ...useViewLinks(views),
    ...useRequestLinks(),
    ...useLibraryLinks(),
    ...useAdminLinks(),
  ];
  const { count } = useWaitingRequests();
  const waiting = {
    count,
    label: t("assignmentRequests.waitingCount", { count }),
    list: (onOpenTicket: () => void) => <BellRequests onOpenTicket={onOpenTicket} />,
  };
  const path = usePathname();
  const name = useBrandName();
  return (
    <div onClickCapture={path === "/tickets" ? stayInList : undefined}>
      <AppShell
        defaultCollapsed={isFolded}
        connectionBar={<ConnectionLine />}
        banner={<AnnouncementBanner initial={announcements} />}
        sections={sections}
        brand={(isNarrow) => (
          <IntentLink
            href={HOME}
            className="flex rounded-lg focus-ring"
            aria-label={t("shell.brand.tickets", { name })}
          >
            <Logo compact={isNarrow} />
          </IntentLink>
        )}
        top={(isNarrow) => (
          <>
            <ListSearch isNarrow={isNarrow} />
            <CreateButton isNarrow={isNarrow} />
            <NotificationBell compact={isNarrow} side="right" waiting={waiting} />
          </>
        )}
        profile={(isNarrow) => (
          <div className={isNarrow ? "flex flex-col items-center gap-2" : "flex flex-col gap-1.5"}>
            <span className={isNarrow ? "" : "px-2"}>
              <ConnectionDot compact={isNarrow} />
            </span>
            <ProfileMenu compact={isNarrow} />
          </div>
        )}
        topBarActions={
          <>
            <NotificationBell compact waiting={waiting} />
            <CreateButton isNarrow />
          </>
        }
      >
        <DeskListExtras views={views}>{children}</DeskListExtras>
      </AppShell>
      <DeskKeys />
      <NotificationWatch />
      <RequestWatch />
    </div>
  );
}

function CreateButton({ isNarrow }: { isNarrow: boolean }) {
  const t = useTranslate();
  return (
    <ButtonLink
      href="/tickets/new"
      variant="primary"
      icon={<Plus aria-hidden />}
      aria-label={isNarrow ? t("shell.nav.newTicket") : undefined}
      className={isNarrow ? "size-(--control)! self-center px-0!" : "w-full"}
    >
      {isNarrow ? null : t("shell.nav.newTicket")}
    </ButtonLink>
  );
}

/** From list to list only the query changes: no page has to be fetched from the server for that. */
function stayInList(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (
    !link ||
    !isPlain ||
    link.target ||
    link.origin !== window.location.origin ||
    link.pathname !== "/tickets"
  ) {
    return;
  }
  event.preventDefault();
  if (link.href !== window.location.href) {
    window.history.pushState(null, "", link.href);
  }
}
