import type { NotificationDto, NotificationPage, NewNotification, NotificationsReadEvent } from "./schema";

/** The loaded notifications of a person: some of them, the newest first, and how many are unread in all. */
export type NotificationState = Pick<NotificationPage, "items" | "unread">;

/** Applies `notification:new`: inserts the notification by its time. The same event again changes nothing. */
export function applyNew<State extends NotificationState>(
  state: State,
  { notification, unread }: NewNotification,
): State {
  const others = state.items.filter((item) => item.id !== notification.id);
  const index = others.findIndex((item) => isNewer(notification, item));
  const at = index === -1 ? others.length : index;
  return { ...state, unread, items: [...others.slice(0, at), notification, ...others.slice(at)] };
}

/** Applies `notification:read` or `notification:unread`. */
export function applyRead<State extends NotificationState>(
  state: State,
  { ids, readAt, unread }: NotificationsReadEvent,
): State {
  const items = state.items.map((item) => (ids.includes(item.id) ? { ...item, readAt } : item));
  return { ...state, unread, items };
}

/** Applies a ticket's new title to all notifications of it. */
export function applyTitle<State extends Pick<NotificationState, "items">>(
  state: State,
  { ticketId, title }: { ticketId: string; title: string },
): State {
  const items = state.items.map((item) => (item.ticketId === ticketId ? { ...item, title } : item));
  return { ...state, items };
}

/** Whether one comes before the other in the list: by time, then by id. */
export function isNewer(one: NotificationDto, other: NotificationDto): boolean {
  return one.at === other.at ? one.id > other.id : one.at > other.at;
}
