"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useEvent } from "@/client/connection/use-event";
import { useTranslate } from "@/messages/translate-provider";
import { VisuallyHidden } from "@/ui/text/visually-hidden";
import { putTicketChange, putNotification, putRead, refreshNotifications } from "./notification-cache";
import { notificationText } from "./notification-words";

/** Keeps the notification cache current, and announces new ones to screen readers. Used once, in the shell. */
export function NotificationWatch() {
  const queries = useQueryClient();
  const t = useTranslate();
  const [said, setSaid] = useState("");

  useEvent("notification:new", (event) => {
    putNotification(queries, event);
    if (event.notification.readAt === null) {
      setSaid(
        t("notifications.said", {
          what: notificationText(t, event.notification),
          title: event.notification.title,
        }),
      );
    }
  });
  useEvent(["notification:read", "notification:unread"], (event) => putRead(queries, event));
  // Notifications of a ticket appear and disappear with the person's access.
  useEvent(
    ["ticket:removed", "ticket:deleted", "notification:changed"],
    () => void refreshNotifications(queries),
  );
  useEvent("ticket:updated", (event) => putTicketChange(queries, event));
  return <VisuallyHidden live="polite">{said}</VisuallyHidden>;
}
