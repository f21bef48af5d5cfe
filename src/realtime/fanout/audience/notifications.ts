import { maySeeNotification } from "@/features/notifications/policy";
import { presentNotification } from "@/features/notifications/server/present";
import { seesAsStaff } from "@/features/tickets/policy";
import type { ListedRow } from "@/features/tickets/server/read-row";
import type { Audience, LogEvent } from "@/shared/events";
import type { ServerEvent } from "@/shared/protocol/protocol";
import type { Delivery, EmitDelivery } from "@/realtime/sockets/delivery";
import { userRoom } from "@/realtime/sockets/rooms";
import type { EventEntities } from "../payload/entities";

type Added = Extract<LogEvent, { type: "notification:added" }>;
type Read = Extract<LogEvent, { type: "notification:read" }>;

/** Notifications and what of them was read: each person receives their own, in all their tabs. */
export function toPeopleThemselves(event: Added | Read, entities: EventEntities): Delivery[] {
  return event.type === "notification:added" ? toReceivers(event, entities) : toReader(event, entities);
}

/** Which notifications a person may see has changed: their clients fetch them again. */
export function notificationsChanged(rooms: string[], except: string[]): EmitDelivery {
  return { kind: "emit", rooms, except, name: "notification:changed", payload: {} };
}

/** What a person chose, in all their tabs: they fetch it. */
export function toChooser(event: Extract<LogEvent, { type: "notification:choices" }>): Delivery[] {
  return toPerson(event.data.personId, { name: "notification:choices", payload: {} });
}

/** A person who lost access to the ticket meanwhile receives nothing of it. */
function toReceivers(event: Added, entities: EventEntities): Delivery[] {
  const ticket = event.ticketId ? entities.tickets.get(event.ticketId) : undefined;
  if (!ticket || ticket.deleted_at) {
    return [];
  }
  return event.data.receivers.flatMap(({ personId, notificationId }) => {
    const row = entities.notifications.get(notificationId);
    const unread = entities.unread.get(personId);
    if (!row || unread === undefined) {
      return [];
    }
    const notification = presentNotification(row, ticket);
    if (!maySeeNotification(notification.kind, audienceFor(personId, ticket, entities))) {
      return [];
    }
    return toPerson(personId, { name: "notification:new", payload: { notification, unread } });
  });
}

/** What a person has read, or (without a time) marked unread, in all their tabs. */
function toReader(event: Read, entities: EventEntities): Delivery[] {
  const { personId, notificationIds: ids, readAt } = event.data;
  const unread = entities.unread.get(personId);
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

function toPerson(personId: string, event: ServerEvent): Delivery[] {
  return [{ kind: "emit", rooms: [userRoom(personId)], except: [], ...event }];
}

function audienceFor(personId: string, ticket: ListedRow, entities: EventEntities): Audience | null {
  const person = entities.people.get(personId);
  if (!person || person.role === "guest") {
    return null;
  }
  const facts = { teamId: ticket.team_id, teamIsPrivate: ticket.team?.is_private ?? false };
  if (seesAsStaff({ role: person.role, teamIds: person.team_ids }, facts)) {
    return "staff";
  }
  return entities.participants.get(ticket.id)?.some((one) => one.personId === personId) ? "public" : null;
}
