"use client";

import { useQuery } from "@tanstack/react-query";
import { callApi } from "@/client/api/api";
import type { NotificationPage } from "@/features/notifications/schema";
import { countQuery } from "./notification-cache";

/** How many notifications one has not read, as it is now (see notification-watch.tsx). */
export function useNotificationCount(): number {
  const query = useQuery<number>(countQuery((path, signal) => callApi<NotificationPage>(path, { signal })));
  return query.data ?? 0;
}
