import { STAFF_KINDS } from "@/features/notifications/policy";
import { newNotificationSchema, notificationsReadEventSchema } from "@/features/notifications/schema";
import type { Receipt } from "@/testing/sockets/receipts";
import { STAMP_SLACK_MILLISECONDS, type History } from "../history/history";
import type { LogRow } from "../history/rows";
import type { WorldPerson } from "../world";

/** The event and database that announce a notification to a person. */
export interface NotifiedPerson {
  personId: string;
  event: LogRow;
  history: History;
}

/** A notification that a person must not have received, and why. */
export interface JudgedNotification {
  id: string;
  ticketId: string;
  notified: NotifiedPerson | null;
  wrong: string | null;
}

/** Judges each notification in a message; `find` looks one up in the databases' own records. */
export function judgeNotifications(
  who: WorldPerson,
  receipt: Receipt,
  find: (id: string) => NotifiedPerson | null,
): JudgedNotification[] {
  switch (receipt.name) {
    case "notification:new": {
      const { notification } = newNotificationSchema.parse(receipt.payload);
      const { id, ticketId } = notification;
      const notified = find(id);
      const wrong = whyNotTheirs(who, notified) ?? (notified && whyNotNotified(who, receipt, notified));
      return [{ id, ticketId, notified, wrong }];
    }
    case "notification:read":
    case "notification:unread":
      // The event of a read notification holds no content: its ticket need not be visible any more.
      return notificationsReadEventSchema.parse(receipt.payload).ids.map((id) => ({
        id,
        ticketId: "",
        notified: null,
        wrong: whyNotTheirsToRead(who, find(id), receipt.at),
      }));
    default:
      return [];
  }
}

function whyNotTheirs(who: WorldPerson, notified: NotifiedPerson | null): string | null {
  if (!notified) {
    return "which was never committed there";
  }
  return notified.personId === who.id ? null : "that is another's";
}

/** What was another account's is theirs to read once that account was merged into theirs. */
function whyNotTheirsToRead(who: WorldPerson, notified: NotifiedPerson | null, at: number): string | null {
  const isOfMerged = notified?.history
    .mergedInto(who.id)
    .some((merge) => merge.personId === notified.personId && merge.at <= at + STAMP_SLACK_MILLISECONDS);
  return isOfMerged ? null : whyNotTheirs(who, notified);
}

/** Judges by what they could see at any moment since it was committed; rights are checked again when it is sent. */
function whyNotNotified(
  who: WorldPerson,
  receipt: Receipt,
  { event, history }: NotifiedPerson,
): string | null {
  const { notification } = newNotificationSchema.parse(receipt.payload);
  if (who.guestTicketId !== null) {
    return "as a guest, who gets none";
  }
  if (notification.actor?.id === who.id) {
    return "of their own change";
  }
  if (event.ticketId !== notification.ticketId) {
    return "of another ticket than it was made for";
  }
  const sides = history.sides(who, event, receipt.at);
  if (!sides.staff && !(sides.public && !STAFF_KINDS.includes(notification.kind))) {
    return `(${notification.kind}) of a ticket that they do not see so`;
  }
  return /"email"|@example\.org|SECRET-NOTE/.test(JSON.stringify(receipt.payload))
    ? "with something that is nobody's business"
    : null;
}
