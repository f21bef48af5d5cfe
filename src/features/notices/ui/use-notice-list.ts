"use client";

import { useLiveList, type LiveRows } from "@/client/live/use-live-list";
import type { NoticeDto, NoticePage } from "@/features/notices/schema";
import { NOTICES_PAGE, type Shown } from "./notice-filter";

/** A page that came with the HTML. */
export interface InitialNotices {
  shown: Shown;
  page: NoticePage;
}

/**
 * The notices that `shown` asks for, updated live by their events. While the person is using the list (`isInUse`) rows
 * keep their places and change only in themselves: acknowledged ones stay, new ones wait.
 */
export function useNoticeList(
  shown: Shown,
  isInUse: boolean,
  initial: InitialNotices,
): LiveRows<NoticeDto, NoticePage> {
  const list = useLiveList<NoticeDto, NoticePage>(
    {
      key: ["notices", "list"],
      path: "/api/admin/notices",
      search: `limit=${NOTICES_PAGE}${shown === "all" ? "" : "&acknowledged=false"}`,
    },
    { isInUse, initial: initial.shown === shown ? initial.page : undefined },
  );
  return {
    ...list,
    // One that is missing now was acknowledged.
    rows:
      list.rows?.map((row) =>
        list.gone.has(row.id) ? { ...row, acknowledgedAt: row.acknowledgedAt ?? row.at } : row,
      ) ?? null,
  };
}
