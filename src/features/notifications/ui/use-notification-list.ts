"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, callApi } from "@/client/api/api";
import type { NotificationDto, NotificationPage } from "@/features/notifications/schema";
import { listQuery } from "./notification-cache";

/** The notifications, updated live, the newest first. */
export interface NotificationList {
  /** Null while they are loading. */
  rows: NotificationDto[] | null;
  error: ApiError | null;
  /** The number of new ones that are not shown, because the person is using the list. */
  arrivals: number;
  /** Shows the list as it is now. */
  show(): void;
  hasOlder: boolean;
  isFetchingOlder: boolean;
  fetchOlder(): void;
}

/** The list; while the person is using it (`isInUse`) rows keep their places, and new ones wait above. */
export function useNotificationList(isInUse: boolean): NotificationList {
  const query = useInfiniteQuery(listQuery((path, signal) => callApi<NotificationPage>(path, { signal })));
  const all = query.data?.pages.flatMap((page) => page.items) ?? null;
  const newest = all?.[0]?.id ?? null;
  const [top, setTop] = useState<string | null>(null);
  if (top !== newest && (!isInUse || top === null)) {
    setTop(newest);
  }
  const start = Math.max(0, all?.findIndex((row) => row.id === top) ?? 0);
  return {
    rows: all?.slice(start) ?? null,
    error: all === null && query.error instanceof ApiError ? query.error : null,
    arrivals: start,
    show: () => {
      setTop(newest);
      void query.refetch();
    },
    hasOlder: query.hasNextPage,
    isFetchingOlder: query.isFetchingNextPage,
    fetchOlder: () => void query.fetchNextPage(),
  };
}
