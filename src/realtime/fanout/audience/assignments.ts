import { LANGUAGES } from "@/messages/locale";
import { presentRequest } from "@/features/assignment-requests/server/present";
import { seesAsStaff } from "@/features/tickets/policy";
import type { LogEvent } from "@/shared/events";
import type { Delivery } from "@/realtime/sockets/delivery";
import { adminsRoom, teamRoom, userRoom } from "@/realtime/sockets/rooms";
import type { EventEntities } from "../payload/entities";
import { fitEvent } from "../payload/fit-event";

/**
 * A request to assign a ticket, and what became of it: to the agents of its team and the admins, who may decide, and to the
 * one who asked, as long as they see the ticket's staff side. Where the ticket has moved, also to the team that was asked, if
 * its agents still see the ticket: their pages show the request.
 */
export function toDecidersAndAsker(
  event: Extract<LogEvent, { type: "assignment:requested" | "assignment:decided" }>,
  entities: EventEntities,
): Delivery[] {
  const ticket = event.ticketId ? entities.tickets.get(event.ticketId) : undefined;
  const row = entities.assignmentRequests.get(event.data.requestId);
  if (!ticket || !row || ticket.deleted_at) {
    return [];
  }
  const facts = { teamId: ticket.team_id, teamIsPrivate: ticket.team?.is_private ?? false };
  const asker = entities.people.get(event.data.personId);
  const isAskerStaff =
    asker !== undefined && seesAsStaff({ role: asker.role, teamIds: asker.team_ids }, facts);
  const teamIds = facts.teamIsPrivate ? [ticket.team_id] : [ticket.team_id, row.team_id];
  return [
    {
      kind: "emit",
      rooms: [
        ...new Set(teamIds.filter((id) => id !== null).map(teamRoom)),
        ...LANGUAGES.map((language) => adminsRoom(event.organisationId, language)),
        ...(isAskerStaff ? [userRoom(asker.id)] : []),
      ],
      except: [],
      name: event.type,
      payload: fitEvent({ request: presentRequest(row) }),
    },
  ];
}
