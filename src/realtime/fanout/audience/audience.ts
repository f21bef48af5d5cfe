import { seesAsStaff } from "@/features/tickets/policy";
import type { LogEvent } from "@/shared/events";
import type { ServerEvent } from "@/shared/protocol/protocol";
import { toDecidersAndAsker } from "./assignments";
import { toAccountOwner, toThoseWhoseAccessChanged } from "./access";
import { toAnnounced, toDismisser, toEverybody } from "./announcements";
import { toUsersOfLibrary } from "./library";
import { toAcknowledger, toAdmins, toAdminsOfAudit } from "./notices";
import { fromFormerRequester, fromFormerWatcher } from "./former";
import { notificationsChanged, toChooser, toPeopleThemselves } from "./notifications";
import { toAllWithAccounts } from "./people";
import { toReaders } from "./reading";
import type { Delivery, EmitDelivery } from "@/realtime/sockets/delivery";
import { activity, presentEvent } from "../payload/present-event";
import {
  staffRoomsOf,
  ticketGuestsRoom,
  ticketRoom,
  ticketStaffRoom,
  userRoom,
} from "@/realtime/sockets/rooms";
import type { Participant, EventEntities } from "../payload/entities";

/**
 * The only place that decides who receives what: it maps each event of the log to its deliveries, with the
 * same policy as the API. Rights are the current ones (`entities`), so that nobody receives, late, what they
 * may not see any more. The switch is exhaustive: a type of event that is not handled does not compile.
 */
export function deliveriesOf(event: LogEvent, entities: EventEntities): Delivery[] {
  switch (event.type) {
    case "ticket:created":
      return toAllWhoSee(event, entities);
    case "ticket:updated":
      return toAllWhoSee(event, entities);
    case "ticket:deleted":
      return [...toAllWhoSee(event, entities), ...emptyTicketRooms(event)];
    case "comment:added":
    case "comment:updated":
    case "comment:deleted":
    case "attachment:added":
    case "attachment:deleted":
      return toTicketRoomAndList(event, entities);
    case "ticket:read":
      return toReaders(event, entities);
    case "ticket:seen":
      return toRequester(event, entities);
    case "watcher:added":
      return [...toNewWatcher(event, entities), ...toSharingRequester(event, entities)];
    case "watcher:removed":
      return toSharingRequester(event, entities);
    case "session:started":
    case "session:ended":
    case "person:changed":
    case "team:changed":
      return toThoseWhoseAccessChanged(event);
    case "account:changed":
      return toAccountOwner(event);
    case "notice:added":
    case "notice:changed":
      return toAdmins(event, entities);
    case "notice:acknowledged":
      return toAcknowledger(event, entities);
    case "audit:added":
      return toAdminsOfAudit(event);
    case "assignment:requested":
    case "assignment:decided":
      return toDecidersAndAsker(event, entities);
    case "announcement:changed":
      return toAnnounced(event, entities);
    case "organisation:changed":
      return toEverybody(event, entities);
    case "library:changed":
      return toUsersOfLibrary(event);
    case "announcement:dismissed":
      return toDismisser(event);
    case "notification:added":
    case "notification:read":
      return toPeopleThemselves(event, entities);
    case "notification:choices":
      return toChooser(event);
    case "person:renamed":
      return toAllWithAccounts(event, entities);
  }
}

/**
 * The deliveries that take access to a ticket away. They are carried out for the whole batch before any of
 * its events is sent: a person who lost access receives nothing more of the ticket, neither what was written
 * afterwards nor, in older events, texts that were changed afterwards.
 */
export function revocationsOf(event: LogEvent, entities: EventEntities): Delivery[] {
  switch (event.type) {
    case "ticket:updated":
      return [...lossOfAccess(event, entities), ...fromFormerRequester(event, entities)];
    case "watcher:removed":
      return fromFormerWatcher(event, entities);
    default:
      return [];
  }
}

/** Staff by their permanent rooms, requester and watchers by theirs; for one ticket a socket has exactly one audience. */
function toAllWhoSee(event: LogEvent, entities: EventEntities): Delivery[] {
  const ticket = ticketRoomsOf(event, entities);
  if (!ticket) {
    return [];
  }
  const staff = presentEvent(event, entities, "staff") ?? [];
  const open = presentEvent(event, entities, "public") ?? [];
  return [
    ...staff.map((event) => emit(ticket.staffRooms, [], event)),
    ...open.map((event) =>
      emit([ticketRoom(ticket.id), ...userRooms(ticket.participants, "public")], ticket.staffRooms, event),
    ),
  ];
}

/** A comment or file itself goes to people who have the ticket open and to requester and watchers; its list row to all who may see the ticket. */
function toTicketRoomAndList(event: LogEvent, entities: EventEntities): Delivery[] {
  const ticket = ticketRoomsOf(event, entities);
  if (!ticket) {
    return [];
  }
  const publicRooms = [ticketRoom(ticket.id), ...userRooms(ticket.participants, "public")];
  const staffRooms = [ticketStaffRoom(ticket.id), ...userRooms(ticket.participants, "staff")];
  const [staffMain, ...staffDerived] = presentEvent(event, entities, "staff") ?? [];
  const open = presentEvent(event, entities, "public") ?? [];
  return [
    ...(staffMain ? [emit(staffRooms, [], staffMain)] : []),
    ...staffDerived.map((event) => emit(ticket.staffRooms, [], event)),
    ...open.map((event) => emit(publicRooms, ticket.staffRooms, event)),
  ];
}

/**
 * Staff who saw the ticket before it moved and may not any more are notified, and leave its rooms. An agent
 * who is its requester or watcher changes the audience instead, whose versions are others: they reconnect and
 * start from an empty state.
 */
function lossOfAccess(
  event: Extract<LogEvent, { type: "ticket:updated" }>,
  entities: EventEntities,
): Delivery[] {
  const ticket = ticketRoomsOf(event, entities);
  if (!ticket || !event.data.sight) {
    return [];
  }
  const before = staffRoomsOf({
    organisationId: event.organisationId,
    privateTeamId: event.data.sight.fromPrivateTeamId,
  });
  const stillPublic = userRooms(ticket.participants, "public");
  const wasStaff = (one: Participant) =>
    seesAsStaff(one, teamFacts(event.data.sight?.fromPrivateTeamId ?? null));
  const turned = ticket.participants.filter((one) => wasStaff(one) !== (one.audience === "staff"));
  return [
    { kind: "leave", rooms: before, except: ticket.staffRooms, leave: [ticketStaffRoom(ticket.id)] },
    emit(before, [...ticket.staffRooms, ...stillPublic], {
      name: "ticket:removed",
      payload: { ticketId: ticket.id, reason: "moved" },
    }),
    {
      kind: "disconnect",
      rooms: turned.map((one) => userRoom(one.personId)),
      except: [],
      name: "session:changed",
      payload: { reason: "sight" },
    },
  ];
}

function emptyTicketRooms(event: LogEvent): Delivery[] {
  if (!event.ticketId) {
    return [];
  }
  const rooms = [ticketRoom(event.ticketId), ticketStaffRoom(event.ticketId)];
  // A guest's socket gets no other event by which the client learns that the ticket was restored.
  return [{ kind: "leave", rooms, except: [ticketGuestsRoom(event.ticketId)], leave: rooms }];
}

/** "Seen by support", without names, to the requester. */
function toRequester(event: LogEvent, entities: EventEntities): Delivery[] {
  const ticket = ticketRoomsOf(event, entities);
  if (!ticket) {
    return [];
  }
  return [
    emit([userRoom(ticket.requesterId), ticketGuestsRoom(ticket.id)], [], {
      name: "ticket:seen",
      // The time that the ticket shows, which a fetch gives too.
      payload: {
        ticketId: ticket.id,
        at: (entities.tickets.get(ticket.id)?.seen_at ?? event.at).toISOString(),
      },
    }),
  ];
}

/** A new watcher gets the ticket's row, so that their list shows it; nothing of the ticket itself changed. */
function toNewWatcher(
  event: Extract<LogEvent, { type: "watcher:added" }>,
  entities: EventEntities,
): Delivery[] {
  const { personId } = event.data;
  const row = rowFor(event, personId, entities);
  // Someone who watched it before sees their old notifications again.
  return row.length === 0 ? [] : [...row, notificationsChanged([userRoom(personId)], [])];
}

/** The ticket's row for its requester or a watcher; nothing for anybody else. */
function rowFor(event: LogEvent, personId: string, entities: EventEntities): Delivery[] {
  const ticket = event.ticketId ? entities.tickets.get(event.ticketId) : undefined;
  const participant =
    ticket && entities.participants.get(ticket.id)?.find((one) => one.personId === personId);
  if (!ticket || !participant || ticket.deleted_at) {
    return [];
  }
  const envelope = {
    eventId: event.id,
    at: event.at.toISOString(),
    ticketId: ticket.id,
    number: ticket.number,
    version: participant.audience === "staff" ? ticket.version : ticket.public_version,
    actor: null,
  };
  return [
    emit([userRoom(personId)], [], {
      name: "ticket:activity",
      payload: activity(envelope, ticket, participant.audience),
    }),
  ];
}

/**
 * A requester who lets a colleague follow, or takes that back, gets the row in their other tabs: pages that show who follows
 * it fetch them again. Of others who watch they are sent nothing.
 */
function toSharingRequester(
  event: Extract<LogEvent, { type: "watcher:added" | "watcher:removed" }>,
  entities: EventEntities,
): Delivery[] {
  const ticket = event.ticketId ? entities.tickets.get(event.ticketId) : undefined;
  return ticket && event.actorId === ticket.requester_id && ticket.requester_id !== event.data.personId
    ? rowFor(event, ticket.requester_id, entities)
    : [];
}

function teamFacts(privateTeamId: string | null): { teamId: string | null; teamIsPrivate: boolean } {
  return { teamId: privateTeamId, teamIsPrivate: privateTeamId !== null };
}

interface TicketRooms {
  id: string;
  requesterId: string;
  privateTeamId: string | null;
  staffRooms: string[];
  participants: Participant[];
}

function ticketRoomsOf(event: LogEvent, entities: EventEntities): TicketRooms | null {
  const row = event.ticketId ? entities.tickets.get(event.ticketId) : undefined;
  if (!row) {
    return null;
  }
  const privateTeamId = row.team?.is_private ? row.team_id : null;
  return {
    id: row.id,
    requesterId: row.requester_id,
    privateTeamId,
    staffRooms: staffRoomsOf({ organisationId: row.organisation_id, privateTeamId }),
    participants: entities.participants.get(row.id) ?? [],
  };
}

function userRooms(participants: readonly Participant[], audience: Participant["audience"]): string[] {
  return participants.filter((one) => one.audience === audience).map((one) => userRoom(one.personId));
}

function emit(rooms: string[], except: string[], event: ServerEvent): EmitDelivery {
  return { kind: "emit", rooms, except, ...event };
}
