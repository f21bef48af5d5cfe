"use client";

import { useQuery } from "@tanstack/react-query";
import { callApi } from "@/client/api";
import type { NotificationPage } from "@/features/notifications/schema";
import { COUNT_KEY } from "./notification-cache";

/** How many notifications one has not read, as it is now (see notification-watch.tsx). */
export function useNotificationCount(): number {
  const query = useQuery<number>({
    queryKey: COUNT_KEY,
    queryFn: async ({ signal }) =>
      (await callApi<NotificationPage>("/api/notifications?unread=1&limit=1", { signal })).unread,
  });
  return query.data ?? 0;
}
