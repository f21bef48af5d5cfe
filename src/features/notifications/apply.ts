import type { NotificationDto, NotificationPage, ToldNotification, ToldRead } from "./schema";

/** The loaded notifications of a person: some of them, the newest first, and how many are unread in all. */
export type HeldNotifications = Pick<NotificationPage, "items" | "unread">;

/** Applies `notification:new`: inserts the notification by its time. The same event again changes nothing. */
export function applyNew<Held extends HeldNotifications>(
  held: Held,
  { notification, unread }: ToldNotification,
): Held {
  const others = held.items.filter((item) => item.id !== notification.id);
  const place = others.findIndex((item) => isNewer(notification, item));
  const at = place === -1 ? others.length : place;
  return { ...held, unread, items: [...others.slice(0, at), notification, ...others.slice(at)] };
}

/** Applies `notification:read` or `notification:unread`. */
export function applyRead<Held extends HeldNotifications>(
  held: Held,
  { ids, readAt, unread }: ToldRead,
): Held {
  const items = held.items.map((item) => (ids.includes(item.id) ? { ...item, readAt } : item));
  return { ...held, unread, items };
}

/** Applies a ticket's new title to all notifications of it. */
export function applyTitle<Held extends Pick<HeldNotifications, "items">>(
  held: Held,
  { ticketId, title }: { ticketId: string; title: string },
): Held {
  const items = held.items.map((item) => (item.ticketId === ticketId ? { ...item, title } : item));
  return { ...held, items };
}

/** Whether one comes before the other in the list: by time, then by id. */
export function isNewer(one: NotificationDto, other: NotificationDto): boolean {
  return one.at === other.at ? one.id > other.id : one.at > other.at;
}
