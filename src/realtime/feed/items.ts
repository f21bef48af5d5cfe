import { log } from "@/server/process/log";
import type { LogEvent } from "@/shared/events";
import type { ServerEvent } from "@/shared/protocol/protocol";
import { deliveriesOf, revocationsOf } from "@/realtime/fanout/audience/audience";
import type { EventEntities } from "@/realtime/fanout/payload/entities";
import type { Delivery } from "@/realtime/sockets/delivery";
import { staffRoomsOf, ticketStaffRoom } from "@/realtime/sockets/rooms";

/**
 * What of an event somebody in these rooms receives, as if they had every ticket open that they see as staff. (The others need
 * not open theirs: what is public comes to them by name.) Of a ticket that is deleted now, that is all that is said.
 */
export function itemsFor(
  event: LogEvent,
  entities: EventEntities,
  rooms: ReadonlySet<string>,
): ServerEvent[] {
  const inRooms = withTicket(rooms, event, entities);
  const isDeleted = Boolean(event.ticketId && entities.tickets.get(event.ticketId)?.deleted_at);
  return deliveriesOrNone(event, entities)
    .filter((delivery) => isFor(delivery, inRooms))
    .flatMap((delivery) => eventOf(delivery))
    .filter(({ name }) => !isDeleted || name === "ticket:deleted" || name === "ticket:removed");
}

/** Whether any of these deliveries is for somebody in these rooms, who has every ticket open that they see as staff. */
export function isAnyFor(
  deliveries: readonly Delivery[],
  event: LogEvent,
  entities: EventEntities,
  rooms: ReadonlySet<string>,
): boolean {
  const inRooms = withTicket(rooms, event, entities);
  return deliveries.some((delivery) => isFor(delivery, inRooms));
}

/** The session of who asks is live, so none of the ends of sessions in the log was this one's. */
function eventOf(delivery: Delivery): ServerEvent[] {
  return delivery.kind === "leave" || delivery.name === "session:ended" ? [] : [delivery];
}

function isFor({ rooms, except }: Delivery, inRooms: ReadonlySet<string>): boolean {
  return rooms.some((room) => inRooms.has(room)) && !except.some((room) => inRooms.has(room));
}

/** The rooms of who has the event's ticket open, if they see it as staff. */
function withTicket(
  rooms: ReadonlySet<string>,
  event: LogEvent,
  entities: EventEntities,
): ReadonlySet<string> {
  const ticket = event.ticketId ? entities.tickets.get(event.ticketId) : undefined;
  const staffRooms = ticket
    ? staffRoomsOf({
        organisationId: ticket.organisation_id,
        privateTeamId: ticket.team?.is_private ? ticket.team_id : null,
      })
    : [];
  return ticket && staffRooms.some((room) => rooms.has(room))
    ? new Set([...rooms, ticketStaffRoom(ticket.id)])
    : rooms;
}

/** An event that cannot be presented (a bug of ours) must not hold up all others for ever. */
function deliveriesOrNone(event: LogEvent, entities: EventEntities): Delivery[] {
  try {
    return [...revocationsOf(event, entities), ...deliveriesOf(event, entities)];
  } catch (error) {
    log().error({ err: error, eventId: event.id, type: event.type }, "an event could not be presented");
    return [];
  }
}
