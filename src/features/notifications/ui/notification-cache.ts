import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { applyNew, applyRead } from "@/features/notifications/apply";
import type { NotificationPage, ToldNotification, ToldRead } from "@/features/notifications/schema";

/** What is kept of one's notifications: their list and how many are unread. */
export const NOTIFICATIONS_KEY = ["notifications"] as const;
/** How many are unread. */
export const COUNT_KEY = ["notifications", "count"] as const;
/** The list, page by page. */
export const LIST_KEY = ["notifications", "list"] as const;

type Pages = InfiniteData<NotificationPage, string>;

/** Takes in a new notification, or one that is told again. */
export function holdNew(queries: QueryClient, told: ToldNotification): void {
  hold(queries, told.unread, ([first, ...rest]) => {
    const { id } = told.notification;
    const others = rest.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== id) }));
    return first ? [applyNew(first, told), ...others] : [];
  });
}

/** Takes in that notifications were read, or are unread again. */
export function holdRead(queries: QueryClient, told: ToldRead): void {
  hold(queries, told.unread, (pages) => pages.map((page) => applyRead(page, told)));
}

/** What is being fetched just now may be older than what was heard: then it is fetched once more. */
function hold(
  queries: QueryClient,
  unread: number,
  change: (pages: NotificationPage[]) => NotificationPage[],
): void {
  const isFetching = queries.isFetching({ queryKey: NOTIFICATIONS_KEY }) > 0;
  queries.setQueryData<number>(COUNT_KEY, unread);
  queries.setQueryData<Pages>(LIST_KEY, (held) => held && { ...held, pages: change(held.pages) });
  if (isFetching) {
    void queries.invalidateQueries({ queryKey: NOTIFICATIONS_KEY });
  }
}
