"use client";

import { BellDot } from "lucide-react";
import Link from "next/link";
import type { NotificationDto } from "@/features/notifications/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Avatar } from "@/ui/people/avatar";
import { classNames } from "@/ui/class-names";
import { RelativeTime } from "@/ui/time/relative";
import { notificationSentence } from "./notification-words";

/** One notification, as a link to its ticket: who did what, the ticket's title, and when; bold until it is read. */
export function NotificationItem({
  notification,
  onOpen,
}: {
  notification: NotificationDto;
  onOpen: () => void;
}) {
  const { actor, title, number, at, readAt } = notification;
  const t = useTranslate();
  const isUnread = readAt === null;
  return (
    <li>
      <Link
        href={`/tickets/${number}`}
        prefetch={false}
        data-notification=""
        onClick={onOpen}
        className="flex items-start gap-3 rounded-lg px-2.5 py-2 transition-colors focus-ring-inset hover:bg-hover"
      >
        {actor ? (
          <Avatar id={actor.id} name={actor.name} src={actor.avatarUrl} size="sm" decorative />
        ) : (
          <span aria-hidden className="flex size-6 shrink-0 items-center justify-center text-ink-faint">
            <BellDot className="size-4" />
          </span>
        )}
        <span className="flex min-w-0 flex-1 flex-col">
          <span
            className={classNames("wrap-anywhere", isUnread ? "font-semibold text-ink" : "text-ink-muted")}
          >
            {isUnread && <span className="sr-only">{t("notifications.unread")} </span>}
            {notificationSentence(t, notification)}
          </span>
          <span dir="auto" className={classNames("truncate", isUnread ? "text-ink" : "text-ink-muted")}>
            {title}
          </span>
          <span className="text-xs text-ink-muted">
            {`#${number} · `}
            <RelativeTime at={at} />
          </span>
        </span>
        <span
          aria-hidden
          className={classNames("mt-1.5 size-2 shrink-0 rounded-full", isUnread && "bg-accent")}
        />
      </Link>
    </li>
  );
}
