import type { NotificationKind } from "@/features/notifications/schema";
import type { LogEvent } from "@/shared/events";
import { isStaffRole } from "@/shared/roles";
import { readMentions } from "./read-mentions";
import { audienceOf, type CommentText, type Receiver, type TicketFacts } from "./read-receivers";

/** A possible receiver of a notification. */
export type Candidate = readonly [kind: NotificationKind, personId: string];

/** The entities of a batch of events: tickets, comments and people as they are now. */
export interface Facts {
  tickets: ReadonlyMap<string, TicketFacts>;
  comments: ReadonlyMap<string, CommentText>;
  /** The descriptions of tickets where they are new or changed. */
  descriptions: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, Receiver>;
}

/** Whether finding the receivers needs all staff of the ticket's organisation. */
export function needsStaff(event: LogEvent, ticket: TicketFacts, comments: Facts["comments"]): boolean {
  return (
    event.type === "ticket:created" ||
    becameUrgent(event, ticket) ||
    (event.type === "comment:added" &&
      ((comments.get(event.data.commentId)?.body ?? "") !== "" || mayReachNobody(event, ticket, comments)))
  );
}

/**
 * The receivers among staff: of a new ticket its team, or all agents; of an urgent one everybody who may see
 * it. A requester's message on an unassigned ticket goes to the same people as a new ticket.
 */
export function broadcastOf(event: LogEvent, ticket: TicketFacts, { people, comments }: Facts): Candidate[] {
  const isNew = event.type === "ticket:created";
  const isUrgent = becameUrgent(event, ticket);
  const isUnanswered =
    event.type === "comment:added" &&
    mayReachNobody(event, ticket, comments) &&
    isFromOutside(event.actorId, ticket, people);
  if (!isNew && !isUrgent && !isUnanswered) {
    return [];
  }
  const staff = [...people.values()].filter((person) => audienceOf(person, ticket) === "staff");
  return [
    ...(isNew ? deskOf(ticket, staff).map(({ id }): Candidate => ["created", id]) : []),
    ...(isUnanswered ? deskOf(ticket, staff).map(({ id }): Candidate => ["reply", id]) : []),
    ...(isUrgent ? staff.map(({ id }): Candidate => ["urgent", id]) : []),
  ];
}

/** The people whom it concerns personally; the last entry has priority. */
export function directOf(
  event: LogEvent,
  ticket: TicketFacts,
  facts: Facts,
  events: readonly LogEvent[],
): Candidate[] {
  switch (event.type) {
    case "ticket:created":
      return [
        ...(event.data.assigneeId !== undefined && event.data.assigneeId === ticket.assignee_id
          ? [["assigned", event.data.assigneeId] satisfies Candidate]
          : []),
        ...ticket.first_watcher_ids.map((id): Candidate => ["watching", id]),
        ...mentionsIn(facts.descriptions.get(ticket.id) ?? "", event.actorId, ticket, facts),
      ];
    case "watcher:added": {
      const { personId, isMerged = false } = event.data;
      return !isMerged && ticket.watcher_ids.includes(personId) ? [["watching", personId]] : [];
    }
    case "ticket:updated": {
      const { status, assignee, mergedInto, mergedTicket } = event.data.changes;
      if (mergedInto ?? mergedTicket) {
        // Who asked goes on in the same conversation: it is staff's affair.
        return staffOf(ticket, facts).map((id): Candidate => ["status", id]);
      }
      // Who has a ticket by another account of theirs is not given it.
      const isAssigned =
        !event.data.merged && ticket.assignee_id !== null && assignee?.to === ticket.assignee_id;
      return [
        ...(status && !isByComment(event, events)
          ? ownersOf(ticket).map((id): Candidate => ["status", id])
          : []),
        ...(isAssigned ? [["assigned", ticket.assignee_id ?? ""] satisfies Candidate] : []),
        ...mentionsIn(
          facts.descriptions.get(ticket.id) ?? "",
          event.actorId,
          ticket,
          facts,
          event.data.mentioned ?? [],
        ),
      ];
    }
    case "comment:added":
      return candidatesOfComment(event, ticket, facts);
    case "comment:updated": {
      const { commentId, mentioned = [] } = event.data;
      return mentionsIn(facts.comments.get(commentId)?.body ?? "", event.actorId, ticket, facts, mentioned);
    }
    default:
      return [];
  }
}

function candidatesOfComment(
  event: Extract<LogEvent, { type: "comment:added" }>,
  ticket: TicketFacts,
  facts: Facts,
): Candidate[] {
  const comment = facts.comments.get(event.data.commentId);
  if (!comment) {
    return [];
  }
  const internal = !isReply(event, ticket, facts.comments);
  const assignee = ticket.assignee_id ? [ticket.assignee_id] : [];
  const concerned = [...(internal ? ticket.watcher_ids : ownersOf(ticket)), ...assignee];
  return [
    ...concerned.map((id): Candidate => [internal ? "note" : "reply", id]),
    ...mentionsIn(comment.body, comment.author_id, ticket, facts),
  ];
}

/** The staff whom a text of staff mentions; of a changed text, only those whom the change added. */
function mentionsIn(
  text: string,
  writerId: string | null,
  ticket: TicketFacts,
  { people }: Facts,
  added: readonly string[] | null = null,
): Candidate[] {
  const writer = people.get(writerId ?? "");
  if (!writer || audienceOf(writer, ticket) !== "staff") {
    return [];
  }
  const nameable = [...people.values()].filter(
    ({ id, role, organisation_id }) =>
      isStaffRole(role) &&
      organisation_id === ticket.organisation_id &&
      (added === null || added.includes(id)),
  );
  return readMentions(text, nameable).map((id): Candidate => ["mention", id]);
}

/** Whether it is a public message on an unassigned ticket, of which no staff member would be notified personally. */
function mayReachNobody(
  event: Extract<LogEvent, { type: "comment:added" }>,
  ticket: TicketFacts,
  comments: Facts["comments"],
): boolean {
  return isReply(event, ticket, comments) && ticket.assignee_id === null;
}

/** Whether it is no note; what the requester of a merged ticket writes is internal to the one that staff go on in, and a reply all the same. */
function isReply(
  event: Extract<LogEvent, { type: "comment:added" }>,
  ticket: TicketFacts,
  comments: Facts["comments"],
): boolean {
  const comment = comments.get(event.data.commentId);
  return (
    !event.data.internal || (comment !== undefined && comment.ticket_id !== ticket.id && !comment.internal)
  );
}

/** Who of staff is concerned with a ticket: its assignee, and those who follow it. */
function staffOf(ticket: TicketFacts, { people }: Facts): string[] {
  const concerned = [...ticket.watcher_ids, ...(ticket.assignee_id === null ? [] : [ticket.assignee_id])];
  return concerned.filter((id) => {
    const person = people.get(id);
    return person !== undefined && audienceOf(person, ticket) === "staff";
  });
}

/**
 * Whether a person may be notified of this event on this ticket. Of a merged ticket its requester and watchers are, as staff are where
 * they go on with it, and only of what they do not get in the ticket where it was written; of what is staff's alone, staff.
 */
export function concerns(event: LogEvent, ticket: TicketFacts, person: Receiver, facts: Facts): boolean {
  const audience = audienceOf(person, ticket);
  if (event.audience === "staff" && audience !== "staff") {
    return false;
  }
  const isMerging = event.type === "ticket:updated" && event.data.changes.mergedInto !== undefined;
  if (!ticket.is_merged || isMerging) {
    return true;
  }
  const homeId = "commentId" in event.data ? facts.comments.get(event.data.commentId)?.ticket_id : undefined;
  const home = homeId === undefined || homeId === ticket.id ? undefined : facts.tickets.get(homeId);
  return audience === "public" && !(home && audienceOf(person, home) !== null);
}

/** Requesters, watchers who are not staff, and guests. */
function isFromOutside(writerId: string | null, ticket: TicketFacts, people: Facts["people"]): boolean {
  const writer = people.get(writerId ?? "");
  return writerId === ticket.requester_id || !writer || audienceOf(writer, ticket) !== "staff";
}

/** The team's members; where it has none, or there is no team, all agents; without agents, all staff. */
function deskOf(ticket: TicketFacts, staff: readonly Receiver[]): readonly Receiver[] {
  const team = staff.filter((person) => ticket.team_id !== null && person.team_ids.includes(ticket.team_id));
  const agents = staff.filter((person) => person.role === "agent");
  const admins = staff.filter((person) => person.role === "admin");
  return [team, agents, admins].find((group) => group.length > 0) ?? [];
}

function ownersOf(ticket: TicketFacts): string[] {
  return [ticket.requester_id, ...ticket.watcher_ids];
}

/** Filed as urgent or made so, and still so. */
function becameUrgent(event: LogEvent, ticket: TicketFacts): boolean {
  const isSaid =
    event.type === "ticket:created" ||
    (event.type === "ticket:updated" && event.data.changes.priority?.to === "urgent");
  return isSaid && ticket.priority === "urgent";
}

/** A requester's answer reopens their ticket: that is one notification, of the answer. */
function isByComment(event: LogEvent, events: readonly LogEvent[]): boolean {
  return events.some(
    (other) =>
      other.type === "comment:added" &&
      other.ticketId === event.ticketId &&
      other.actorId === event.actorId &&
      other.version === (event.version ?? 0) - 1 &&
      other.at.getTime() === event.at.getTime(),
  );
}
