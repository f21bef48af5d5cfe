"use client";

import { useQuery } from "@tanstack/react-query";
import { callApi } from "@/client/api/api";
import type { NotificationPage } from "@/features/notifications/schema";
import { countQuery } from "./notification-cache";

/** The live count of unread notifications (see notification-watch.tsx). */
export function useNotificationCount(): number {
  const query = useQuery<number>(countQuery((path, signal) => callApi<NotificationPage>(path, { signal })));
  return query.data ?? 0;
}
