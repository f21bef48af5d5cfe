"use client";

import { Bell } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { CountBadge } from "@/ui/marks/badge";
import { iconButtonClasses } from "@/ui/buttons/button-styles";
import { Popover } from "@/ui/overlays/popover";
import { NotificationPanel } from "./notification-panel";
import { useNotificationCount } from "./use-notification-count";

/** The form of the bell: a line in the sidebar, or the bell alone. */
export interface NotificationBellProps {
  compact: boolean;
  side?: "right" | "bottom";
  /** What else waits for this person: it counts with the notifications, and is shown above them. */
  waiting?: { count: number; label: string; list: (onOpenTicket: () => void) => ReactNode };
}

/** The bell with how many notifications are unread; it opens them. */
export function NotificationBell({ compact, side = "bottom", waiting }: NotificationBellProps) {
  const [isOpen, setOpen] = useState(false);
  const unread = useNotificationCount();
  const t = useTranslate();
  const count = unread + (waiting?.count ?? 0);
  const label = [
    unread === 0 ? t("notifications.name") : t("notifications.nameUnread", { count: unread }),
    ...(waiting && waiting.count > 0 ? [waiting.label] : []),
  ].join(", ");
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      label={t("notifications.name")}
      side={side}
      align={side === "right" ? "start" : "end"}
      className="w-100 p-0!"
      trigger={
        <button
          type="button"
          aria-label={label}
          title={compact ? t("notifications.name") : undefined}
          className={compact ? iconButtonClasses("ghost", "md", "self-center") : LINE}
        >
          <Bell aria-hidden className="size-4 shrink-0" />
          {!compact && <span className="min-w-0 flex-1 truncate text-start">{t("notifications.name")}</span>}
          {count > 0 && (
            <span
              aria-hidden
              className={compact ? "absolute -top-1 -end-1 flex ring-2 ring-canvas rounded-full" : "flex"}
            >
              <CountBadge count={count} tone="accent" />
            </span>
          )}
        </button>
      }
    >
      <NotificationPanel onOpenTicket={() => setOpen(false)} above={waiting?.list(() => setOpen(false))} />
    </Popover>
  );
}

const LINE =
  "flex h-8 w-full items-center gap-2.5 rounded-lg px-2.5 text-ui text-ink-muted transition-colors focus-ring-inset hover:bg-pressed/60 hover:text-ink aria-expanded:bg-pressed/60 aria-expanded:text-ink pointer-coarse:h-11";
