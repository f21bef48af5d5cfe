"use client";

import { Bell, CheckCheck, CloudOff } from "lucide-react";
import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { ArrivalsButton } from "@/ui/lists/arrivals";
import { useInUse } from "@/client/browser/use-in-use";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { SkeletonText } from "@/ui/marks/skeleton";
import { NotificationItem } from "./notification-item";
import { useNotificationCount } from "./use-notification-count";
import { useNotificationList, type NotificationList } from "./use-notification-list";
import { useReadNotifications } from "./use-read-notifications";

/** The notifications, updated live. A click opens the ticket, and marks the notification as read. */
export function NotificationPanel({
  onOpenTicket,
  above,
}: {
  onOpenTicket: () => void;
  /** What stands above the notifications. */
  above?: ReactNode;
}) {
  const [isInUse, hold] = useInUse();
  const list = useNotificationList(isInUse);
  const count = useNotificationCount();
  const read = useReadNotifications();
  const t = useTranslate();
  const place = useRef<HTMLUListElement>(null);

  return (
    <div className="flex min-h-0 flex-col">
      <div className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-raised py-2 pe-2 ps-4">
        <h2 className="font-semibold">{t("notifications.name")}</h2>
        <ArrivalsButton count={list.arrivals} onShow={list.show} />
        <Button
          size="sm"
          variant="ghost"
          className="ms-auto"
          icon={<CheckCheck aria-hidden />}
          disabled={count === 0}
          loading={read.all.isPending}
          onClick={() => read.all.mutate()}
        >
          {t("notifications.markAllRead")}
        </Button>
      </div>
      {above}
      {list.rows === null || list.rows.length === 0 ? (
        <Nothing list={list} />
      ) : (
        <div {...hold} className="flex flex-col p-1.5">
          <ul
            ref={place}
            aria-label={t("notifications.name")}
            onKeyDown={(event) => moveFocus(event, place.current)}
          >
            {list.rows.map((notification) => (
              <NotificationItem
                key={notification.id}
                notification={notification}
                onOpen={() => {
                  if (notification.readAt === null) {
                    read.one.mutate(notification.id);
                  }
                  onOpenTicket();
                }}
              />
            ))}
          </ul>
          {list.hasOlder && (
            <Button
              size="sm"
              className="my-2 self-center"
              loading={list.isFetchingOlder}
              onClick={list.fetchOlder}
            >
              {t("notifications.showOlder")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** The empty states: loading, failed, or no notifications. */
function Nothing({ list }: { list: NotificationList }) {
  const t = useTranslate();
  if (list.error?.code === "offline") {
    return (
      <EmptyState
        level={3}
        icon={<CloudOff />}
        title={t("notifications.offline.title")}
        reason={t("notifications.offline.reason")}
        action={<Button onClick={list.show}>{t("notifications.tryNow")}</Button>}
      />
    );
  }
  if (list.error) {
    return <ErrorState reason={list.error.message} onRetry={list.show} />;
  }
  return list.rows === null ? (
    <div className="p-4">
      <SkeletonText lines={4} label={t("notifications.loading")} />
    </div>
  ) : (
    <EmptyState
      level={3}
      icon={<Bell />}
      title={t("notifications.none.title")}
      reason={t("notifications.none.reason")}
    />
  );
}

/** The arrow keys go from one to the next. */
function moveFocus(event: KeyboardEvent, place: HTMLElement | null): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || !place) {
    return;
  }
  const links = [...place.querySelectorAll<HTMLElement>("[data-notification]")];
  const at = links.findIndex((link) => link === document.activeElement);
  links[at + step]?.focus();
  event.preventDefault();
}
