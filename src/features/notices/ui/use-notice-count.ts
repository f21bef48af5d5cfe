"use client";

import { useQuery } from "@tanstack/react-query";
import { callApi } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import type { NoticePage } from "@/features/notices/schema";

/** How many notices this admin has not acknowledged, as it is now (see use-admin-places.tsx); 0 for everybody else. */
export function useNoticeCount(initial: number | null): number {
  const me = useMe();
  const query = useQuery<number>({
    queryKey: ["notices", "count"],
    queryFn: async ({ signal }) => {
      const page = await callApi<NoticePage>("/api/admin/notices?acknowledged=false&limit=1", { signal });
      return page.unread;
    },
    enabled: me.role === "admin",
    ...(initial === null ? {} : { initialData: initial }),
  });
  return query.data ?? 0;
}
