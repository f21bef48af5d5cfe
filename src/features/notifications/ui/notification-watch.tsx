"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useEvent } from "@/client/connection/use-event";
import { useTranslate } from "@/messages/translate-provider";
import { VisuallyHidden } from "@/ui/text/visually-hidden";
import { holdChange, holdNew, holdRead, refreshNotifications } from "./notification-cache";
import { whatHappenedInText } from "./notification-words";

/** Keeps what is held of one's notifications as it is now, and says new ones to screen readers. Stands once, in the shell. */
export function NotificationWatch() {
  const queries = useQueryClient();
  const t = useTranslate();
  const [said, setSaid] = useState("");

  useEvent("notification:new", (told) => {
    holdNew(queries, told);
    if (told.notification.readAt === null) {
      setSaid(
        t("notifications.said", {
          what: whatHappenedInText(t, told.notification),
          title: told.notification.title,
        }),
      );
    }
  });
  useEvent(["notification:read", "notification:unread"], (told) => holdRead(queries, told));
  // What was told of a ticket goes and comes with one's sight of it.
  useEvent(
    ["ticket:removed", "ticket:deleted", "notification:changed"],
    () => void refreshNotifications(queries),
  );
  useEvent("ticket:updated", (told) => holdChange(queries, told));
  return <VisuallyHidden live="polite">{said}</VisuallyHidden>;
}
