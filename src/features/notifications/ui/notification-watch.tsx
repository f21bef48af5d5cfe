"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useEvent } from "@/client/use-event";
import type { ToldNotification, ToldRead } from "@/features/notifications/schema";
import { VisuallyHidden } from "@/ui/visually-hidden";
import { holdNew, holdRead, NOTIFICATIONS_KEY } from "./notification-cache";
import { whatHappened } from "./notification-words";

/** What a change of a ticket says of what it was before and after. */
interface Updated {
  changes: { title?: object; deletedAt?: object };
}

/** Keeps what is held of one's notifications as it is now, and says new ones to screen readers. Stands once, in the shell. */
export function NotificationWatch() {
  const queries = useQueryClient();
  const [said, setSaid] = useState("");
  const refresh = (): void => void queries.invalidateQueries({ queryKey: NOTIFICATIONS_KEY });

  useEvent<ToldNotification>(["notification:new"], (told) => {
    holdNew(queries, told);
    if (told.notification.readAt === null) {
      setSaid(`${whatHappened(told.notification)}: ${told.notification.title}`);
    }
  });
  useEvent<ToldRead>(["notification:read", "notification:unread"], (told) => holdRead(queries, told));
  // What was told of a ticket goes with one's sight of it, and shows its title of now.
  useEvent<object>(["ticket:removed", "ticket:deleted"], refresh);
  useEvent<Updated>(["ticket:updated"], ({ changes }) => {
    if (changes.title || changes.deletedAt) {
      refresh();
    }
  });
  return <VisuallyHidden live="polite">{said}</VisuallyHidden>;
}
