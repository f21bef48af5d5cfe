import { maySeeNotification } from "@/features/notifications/policy";
import { presentNotification } from "@/features/notifications/server/present";
import { seesAsStaff } from "@/features/tickets/policy";
import type { ListedRow } from "@/features/tickets/server/read-row";
import type { Audience, LogEvent } from "@/shared/events";
import type { ServerEvent } from "@/shared/protocol/protocol";
import type { Delivery, EmitDelivery } from "@/realtime/sockets/delivery";
import { userRoom } from "@/realtime/sockets/rooms";
import type { Things } from "./things";

type Added = Extract<LogEvent, { type: "notification:added" }>;
type Read = Extract<LogEvent, { type: "notification:read" }>;

/** What people are told of, and what they have read of it: each hears their own, in all their tabs. */
export function toPeopleThemselves(event: Added | Read, things: Things): Delivery[] {
  return event.type === "notification:added" ? toReceivers(event, things) : toReader(event, things);
}

/** Which of their notifications people may see is another matter than what they were told last: they fetch them again. */
export function notificationsChanged(rooms: string[], except: string[]): EmitDelivery {
  return { kind: "emit", rooms, except, name: "notification:changed", payload: {} };
}

/** Whoever lost sight of the ticket meanwhile hears nothing of it. */
function toReceivers(event: Added, things: Things): Delivery[] {
  const ticket = event.ticketId ? things.tickets.get(event.ticketId) : undefined;
  if (!ticket || ticket.deleted_at) {
    return [];
  }
  return event.data.receivers.flatMap(({ personId, notificationId }) => {
    const row = things.notifications.get(notificationId);
    const unread = things.unread.get(personId);
    if (!row || unread === undefined) {
      return [];
    }
    const notification = presentNotification(row, ticket);
    if (!maySeeNotification(notification.kind, audienceFor(personId, ticket, things))) {
      return [];
    }
    return toPerson(personId, { name: "notification:new", payload: { notification, unread } });
  });
}

/** What one has read, or (without a time) taken back, in all one's tabs. */
function toReader(event: Read, things: Things): Delivery[] {
  const { personId, notificationIds: ids, readAt } = event.data;
  const unread = things.unread.get(personId);
  if (unread === undefined) {
    return [];
  }
  return toPerson(
    personId,
    readAt === null
      ? { name: "notification:unread", payload: { ids, readAt, unread } }
      : { name: "notification:read", payload: { ids, readAt, unread } },
  );
}

function toPerson(personId: string, told: ServerEvent): Delivery[] {
  return [{ kind: "emit", rooms: [userRoom(personId)], except: [], ...told }];
}

function audienceFor(personId: string, ticket: ListedRow, things: Things): Audience | null {
  const person = things.people.get(personId);
  if (!person || person.role === "guest") {
    return null;
  }
  const facts = { teamId: ticket.team_id, teamIsPrivate: ticket.team?.is_private ?? false };
  if (seesAsStaff({ role: person.role, teamIds: person.team_ids }, facts)) {
    return "staff";
  }
  return things.participants.get(ticket.id)?.some((one) => one.personId === personId) ? "public" : null;
}
