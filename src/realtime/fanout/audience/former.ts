import { seesAsStaff } from "@/features/tickets/policy";
import type { LogEvent } from "@/shared/events";
import type { Delivery } from "@/realtime/sockets/delivery";
import { ticketRoom, userRoom } from "@/realtime/sockets/rooms";
import type { EventEntities } from "../payload/entities";

/** A person who stops watching, and sees the ticket for no other reason, loses access to it. */
export function fromFormerWatcher(
  event: Extract<LogEvent, { type: "watcher:removed" }>,
  entities: EventEntities,
): Delivery[] {
  return fromFormer(event, event.data.personId, "unwatched", entities);
}

/** So does who was its requester. */
export function fromFormerRequester(
  event: Extract<LogEvent, { type: "ticket:updated" }>,
  entities: EventEntities,
): Delivery[] {
  const former = event.data.changes.requester?.from;
  return typeof former === "string" ? fromFormer(event, former, "moved", entities) : [];
}

function fromFormer(
  event: LogEvent,
  personId: string,
  reason: "moved" | "unwatched",
  entities: EventEntities,
): Delivery[] {
  const ticket = event.ticketId === null ? undefined : entities.tickets.get(event.ticketId);
  const person = entities.people.get(personId);
  if (!ticket || !person || entities.participants.get(ticket.id)?.some((one) => one.personId === person.id)) {
    return [];
  }
  const facts = { teamId: ticket.team_id, teamIsPrivate: ticket.team?.is_private ?? false };
  if (seesAsStaff({ role: person.role, teamIds: person.team_ids }, facts)) {
    return [];
  }
  const rooms = [userRoom(person.id)];
  return [
    { kind: "leave", rooms, except: [], leave: [ticketRoom(ticket.id)] },
    { kind: "emit", rooms, except: [], name: "ticket:removed", payload: { ticketId: ticket.id, reason } },
  ];
}
