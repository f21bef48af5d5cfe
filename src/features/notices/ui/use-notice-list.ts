"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, callApi } from "@/client/api/api";
import type { NoticeDto, NoticePage } from "@/features/notices/schema";
import { NOTICES_PAGE, type Shown } from "./notice-filter";

/** A page that came with the HTML. */
export interface InitialNotices {
  shown: Shown;
  page: NoticePage;
}

/** The list of notices, updated live. */
export interface NoticeList {
  rows: NoticeDto[];
  isLoading: boolean;
  error: ApiError | null;
  /** The number of new ones that are not shown, because the person is using the list. */
  arrivals: number;
  /** Shows the list as it is now. */
  show(): void;
  hasOlder: boolean;
  isFetchingOlder: boolean;
  fetchOlder(): void;
}

/**
 * The notices that `shown` asks for. While the person is using the list (`isInUse`) rows keep their places and
 * change only in themselves: acknowledged ones stay, new ones wait.
 */
export function useNoticeList(shown: Shown, isInUse: boolean, initial: InitialNotices): NoticeList {
  const query = useInfiniteQuery({
    queryKey: ["notices", "list", shown],
    queryFn: ({ pageParam, signal }) =>
      callApi<NoticePage>(
        `/api/admin/notices?limit=${NOTICES_PAGE}${shown === "all" ? "" : "&acknowledged=false"}${pageParam ? `&cursor=${pageParam}` : ""}`,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    ...(initial.shown === shown ? { initialData: { pages: [initial.page], pageParams: [""] } } : {}),
  });
  const fresh = query.data?.pages.flatMap((page) => page.items) ?? null;
  const [taken, setTaken] = useState<{ shown: Shown; data: unknown; rows: NoticeDto[] } | null>(null);
  const isSame = taken?.shown === shown;
  if (fresh && taken?.data !== query.data) {
    setTaken({
      shown,
      data: query.data,
      rows: isSame && isInUse && taken.rows.length > 0 ? keepRows(taken.rows, fresh) : fresh,
    });
  } else if (isSame && !isInUse && fresh && isOther(taken.rows, fresh)) {
    setTaken({ shown, data: query.data, rows: fresh });
  }
  const rows = isSame ? taken.rows : (fresh ?? []);
  const newest = rows[0]?.id ?? "";
  const error = query.error instanceof ApiError ? query.error : null;
  return {
    rows,
    isLoading: fresh === null && error === null,
    error: fresh === null ? error : null,
    arrivals: fresh?.filter((notice) => notice.id > newest && !rows.includes(notice)).length ?? 0,
    show: () => {
      setTaken(null);
      void query.refetch();
    },
    hasOlder: query.hasNextPage,
    isFetchingOlder: query.isFetchingNextPage,
    fetchOlder: () => void query.fetchNextPage(),
  };
}

/** The same rows, each as it is now, and older ones below them. An unacknowledged row that is missing now was acknowledged. */
function keepRows(rows: readonly NoticeDto[], fresh: readonly NoticeDto[]): NoticeDto[] {
  const now = new Map(fresh.map((notice) => [notice.id, notice]));
  const oldest = rows.at(-1)?.id;
  return [
    ...rows.map((row) => now.get(row.id) ?? { ...row, acknowledgedAt: row.acknowledgedAt ?? row.at }),
    ...fresh.filter((notice) => oldest !== undefined && notice.id < oldest),
  ];
}

function isOther(rows: readonly NoticeDto[], fresh: readonly NoticeDto[]): boolean {
  return rows.length !== fresh.length || rows.some((row, index) => row !== fresh[index]);
}
