import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query";
import { fetchOnceMore } from "@/client/cache/fetch-again";
import { applyNew, applyRead, applyTitle, isNewer } from "@/features/notifications/apply";
import type {
  NotificationPage,
  NotificationsReadAnswer,
  NewNotification,
  NotificationsReadEvent,
} from "@/features/notifications/schema";

/** The cached notifications: their list and the unread count. */
export const NOTIFICATIONS_KEY: QueryKey = ["notifications"];
const COUNT_KEY: QueryKey = ["notifications", "count"];
const LIST_KEY: QueryKey = ["notifications", "list"];
const PAGE = 25;

type Pages = InfiniteData<NotificationPage, string>;

/** Asks the API for a page. */
export type FetchPage = (path: string, signal: AbortSignal) => Promise<NotificationPage>;

/** The fields of a ticket's change that matter here. */
interface TicketChange {
  ticketId: string;
  ticket?: { title: string } | undefined;
  changes: {
    title?: unknown;
    deletedAt?: unknown;
    team?: { from: unknown; to: unknown } | undefined;
  };
}

/** The query of how many are unread. */
export function countQuery(fetchPage: FetchPage) {
  return {
    queryKey: COUNT_KEY,
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (await fetchPage("/api/notifications?unread=1&limit=1", signal)).unread,
  };
}

/** The query of the list, page by page. */
export function listQuery(fetchPage: FetchPage) {
  return {
    queryKey: LIST_KEY,
    queryFn: ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) =>
      fetchPage(`/api/notifications?limit=${PAGE}${pageParam ? `&cursor=${pageParam}` : ""}`, signal),
    initialPageParam: "",
    getNextPageParam: (page: NotificationPage) => page.nextCursor,
  };
}

/** Applies a new notification, or one that is sent again. */
export function putNotification(queries: QueryClient, event: NewNotification): void {
  const { notification, unread } = event;
  putPages(queries, unread, (pages) => {
    const others = pages.map((page) => ({
      ...page,
      items: page.items.filter((item) => item.id !== notification.id),
    }));
    // An old notification that comes only now belongs to an older page, which may not have been fetched.
    const place = others.findIndex(
      ({ items, nextCursor }) => nextCursor === null || items.some((item) => isNewer(notification, item)),
    );
    return others.map((page, index) => (index === place ? applyNew(page, event) : page));
  });
}

/** Applies that notifications were read, or are unread again. */
export function putRead(queries: QueryClient, event: NotificationsReadEvent): void {
  putPages(queries, event.unread, (pages) => pages.map((page) => applyRead(page, event)));
}

/** Applies the API's answer to marking some as read: at once, though later events may have come already. */
export function putReadAnswer(queries: QueryClient, ids: string[], answer: NotificationsReadAnswer): void {
  putRead(queries, { ids, readAt: answer.readAt, unread: answer.unread });
  void refreshNotifications(queries);
}

/** Applies a change of a ticket: its notifications show the current title, and appear and disappear with the person's access. */
export function putTicketChange(queries: QueryClient, { ticketId, ticket, changes }: TicketChange): void {
  const { title, deletedAt, team } = changes;
  if (title && ticket) {
    putPages(queries, null, (pages) =>
      pages.map((page) => applyTitle(page, { ticketId, title: ticket.title })),
    );
  }
  if (deletedAt || isPrivate(team?.from) || isPrivate(team?.to)) {
    void refreshNotifications(queries);
  }
}

/** Refetches what is cached. */
export function refreshNotifications(queries: QueryClient): Promise<void> {
  return fetchOnceMore(queries, NOTIFICATIONS_KEY);
}

/**
 * A fetch that is under way or pending may be older than an event that came: then it is fetched once more.
 * (TanStack Query counts data that is set by hand as fresh, however old the rest of it is.)
 */
function putPages(
  queries: QueryClient,
  unread: number | null,
  change: (pages: NotificationPage[]) => NotificationPage[],
): void {
  const isBehind = queries
    .getQueryCache()
    .findAll({ queryKey: NOTIFICATIONS_KEY })
    .some(({ state }) => state.isInvalidated || state.fetchStatus !== "idle");
  if (unread !== null) {
    queries.setQueryData<number>(COUNT_KEY, unread);
  }
  queries.setQueryData<Pages>(LIST_KEY, (pages) => pages && { ...pages, pages: change(pages.pages) });
  if (isBehind) {
    void refreshNotifications(queries);
  }
}

function isPrivate(team: unknown): boolean {
  return typeof team === "object" && team !== null && "isPrivate" in team && team.isPrivate === true;
}
