import { seesAsStaff } from "@/features/tickets/policy";
import type { LogEvent } from "@/shared/events";
import type { Delivery } from "@/realtime/sockets/delivery";
import { ticketStaffRoom, userRoom } from "@/realtime/sockets/rooms";
import type { EventEntities } from "../payload/entities";

/**
 * A person has read a ticket: sent to the staff who have it open and, where the reader is staff, to their own
 * other tabs, whose lists then show it as seen. Requesters never learn who reads.
 */
export function toReaders(
  event: Extract<LogEvent, { type: "ticket:read" }>,
  entities: EventEntities,
): Delivery[] {
  const ticket = event.ticketId ? entities.tickets.get(event.ticketId) : undefined;
  if (!ticket) {
    return [];
  }
  const { personId, version } = event.data;
  const reader = entities.people.get(personId);
  const facts = { teamId: ticket.team_id, teamIsPrivate: ticket.team?.is_private ?? false };
  const isStaffAudience =
    reader !== undefined && seesAsStaff({ role: reader.role, teamIds: reader.team_ids }, facts);
  return [
    {
      kind: "emit",
      rooms: [ticketStaffRoom(ticket.id), ...(isStaffAudience ? [userRoom(personId)] : [])],
      except: [],
      name: "ticket:read",
      payload: { ticketId: ticket.id, userId: personId, readVersion: version },
    },
  ];
}
