import { presentAttachment } from "@/features/attachments/server/present";
import { presentComment } from "@/features/comments/server/present";
import {
  DERIVED_EVENTS,
  isSameValue,
  PRIVATE_FIELD_RULES,
  publicValue,
  TICKET_FIELD_RULES,
} from "@/features/tickets/fields";
import type { EventTicket } from "@/features/tickets/schema";
import { presentListed } from "@/features/tickets/server/present";
import type { ListedRow } from "@/features/tickets/server/read-row";
import { presentPerson } from "@/features/users/server/present";
import { isVersionedEvent, type Audience, type LogEvent, type TicketChanges } from "@/shared/events";
import type { Envelope, ServerEvent, ServerPayload, TicketEventName } from "@/shared/protocol/protocol";
import { LIMITS } from "@/shared/limits";
import { fitEvent, jsonBytes } from "./fit-event";
import { teamsAround } from "@/realtime/access/past-teams";
import { filesFor, shownIn, type EventEntities } from "./entities";

/** A versioned event for one audience: the event itself, then those that follow it. */
type Presented = [ServerEvent<TicketEventName>, ...ServerEvent<TicketEventName>[]];
type UpdatedEvent = Extract<LogEvent, { type: "ticket:updated" }>;

/**
 * A versioned event as one audience receives it: the event itself, then its derived events. Null where this
 * audience receives nothing of it (a note), or where its ticket does not exist any more. Texts are the
 * current ones, whatever they were then, and long ones are cut (see fitEvent).
 */
export function presentEvent(event: LogEvent, entities: EventEntities, audience: Audience): Presented | null {
  const ticket = event.ticketId ? entities.tickets.get(event.ticketId) : undefined;
  const version = audience === "staff" ? event.version : event.publicVersion;
  if (
    !ticket ||
    version === null ||
    !isVersionedEvent(event.type) ||
    (audience === "public" && event.audience !== "public")
  ) {
    return null;
  }
  const envelope: Envelope = {
    eventId: event.id,
    at: event.at.toISOString(),
    ticketId: ticket.id,
    number: ticket.number,
    version,
    actor: actorOf(event, entities),
  };
  switch (event.type) {
    case "ticket:created":
      return [
        {
          name: event.type,
          payload: fitEvent({ ...envelope, ticket: withDescription(ticket, entities, audience, true) }),
        },
      ];
    case "ticket:updated": {
      const { merged, quiet } = event.data;
      const changes = audience === "staff" ? event.data.changes : withoutHidden(event, ticket, entities);
      return presentUpdate(envelope, ticket, { changes, merged, quiet }, entities, audience);
    }
    case "ticket:deleted":
      return [{ name: event.type, payload: fitEvent(envelope) }];
    case "comment:added":
    case "comment:updated":
    case "comment:deleted": {
      const held = entities.comments.get(event.data.commentId);
      const comment = shownIn(entities, ticket.id, held, audience);
      const shown = comment && presentComment(comment, filesFor(entities, comment.id, audience), audience);
      return [
        { name: event.type, payload: fitEvent({ ...envelope, comment: shown ?? null }) },
        { name: "ticket:activity", payload: activity(envelope, ticket, audience) },
      ];
    }
    case "attachment:added":
    case "attachment:deleted": {
      const held = entities.attachments.get(event.data.attachmentId);
      const attachment = shownIn(entities, ticket.id, held, audience);
      return [
        {
          name: event.type,
          payload: fitEvent({
            ...envelope,
            attachment: attachment ? presentAttachment(attachment, audience) : null,
          }),
        },
        { name: "ticket:activity", payload: activity(envelope, ticket, audience) },
      ];
    }
    default:
      return null;
  }
}

/** The list row of a ticket, derived from an event that lists do not otherwise receive. */
export function activity(
  envelope: Envelope,
  ticket: ListedRow,
  audience: Audience,
): ServerPayload<"ticket:activity"> {
  return fitEvent({ ...envelope, ticket: presentListed(ticket, audience) });
}

/**
 * A description may be long, and everybody would receive it with each change: so an event carries it only
 * where it is new, or so short that it does not matter.
 */
function withDescription(
  ticket: ListedRow,
  entities: EventEntities,
  audience: Audience,
  isNew: boolean,
): EventTicket {
  const description = entities.descriptions.get(ticket.id);
  const listed = presentListed(ticket, audience);
  return description !== undefined && (isNew || jsonBytes(description) <= LIMITS.shortTextBytes)
    ? { ...listed, description }
    : listed;
}

function presentUpdate(
  envelope: Envelope,
  ticket: ListedRow,
  { changes: stored, merged, quiet }: Pick<UpdatedEvent["data"], "changes" | "merged" | "quiet">,
  entities: EventEntities,
  audience: Audience,
): Presented {
  const description = entities.descriptions.get(ticket.id) ?? null;
  const changes = presentChanges(stored, description, entities, audience);
  const kept = merged && entities.people.get(merged.toId);
  return [
    {
      name: "ticket:updated",
      payload: fitEvent({
        ...envelope,
        ticket: withDescription(ticket, entities, audience, stored.description !== undefined),
        changes,
        ...(quiet ? { quiet: true as const } : {}),
        ...(kept ? { merged: { fromId: merged.fromId, to: presentPerson(kept, audience) } } : {}),
      }),
    },
    ...DERIVED_EVENTS.flatMap(([field, name]) => {
      const change = changes[field];
      return change ? [{ name, payload: fitEvent({ ...envelope, from: change.from, to: change.to }) }] : [];
    }),
  ];
}

/**
 * A change as the public audience may see it, by today's rights: of a team that became private since, the
 * public learns neither that the ticket was there nor which tags it had there.
 */
function withoutHidden(event: UpdatedEvent, ticket: ListedRow, entities: EventEntities): TicketChanges {
  const isPrivate = (id: unknown) =>
    typeof id === "string" &&
    (id === ticket.team_id ? ticket.team?.is_private === true : entities.teams.get(id)?.is_private === true);
  const { before, after } = teamsAround(entities.pastTeams, ticket.id, event.version ?? 0, ticket.team_id);
  const publicChanges: TicketChanges = { ...event.data.publicChanges };
  for (const rules of PRIVATE_FIELD_RULES) {
    const change = publicChanges[rules.shown];
    delete publicChanges[rules.shown];
    // A team is hidden by itself, anything else by the team that the ticket was in.
    const [from, to] = rules.kind === "team" ? [change?.from, change?.to] : [before, after];
    const shown = change && {
      from: publicValue(rules, change.from, isPrivate(from)),
      to: publicValue(rules, change.to, isPrivate(to)),
    };
    if (shown && !isSameValue(shown.from, shown.to)) {
      publicChanges[rules.shown] = shown;
    }
  }
  return publicChanges;
}

/** Changes with ids turned into what the ticket's shape shows: persons, teams, and of a description only what it is now. */
function presentChanges(
  stored: TicketChanges,
  description: string | null,
  entities: EventEntities,
  audience: Audience,
): TicketChanges {
  const person = (id: unknown) => {
    const row = typeof id === "string" ? entities.people.get(id) : undefined;
    return row ? presentPerson(row, audience) : null;
  };
  const team = (id: unknown) => {
    const row = typeof id === "string" ? entities.teams.get(id) : undefined;
    // What was public then may be private now: a private team's name is staff's.
    return row && (audience === "staff" || !row.is_private)
      ? { id: row.id, name: row.name, isPrivate: row.is_private }
      : null;
  };
  const shown: TicketChanges = { ...stored };
  const persons = TICKET_FIELD_RULES.filter(({ kind }) => kind === "person").map((rules) => rules.shown);
  for (const field of [...persons, "requester"] as const) {
    const change = stored[field];
    if (change) {
      shown[field] = { from: person(change.from), to: person(change.to) };
    }
  }
  if (stored.team) {
    shown.team = { from: team(stored.team.from), to: team(stored.team.to) };
  }
  if (stored.description) {
    // A long one stands beside it already, in the ticket.
    const isShort = description !== null && jsonBytes(description) <= LIMITS.shortTextBytes;
    shown.description = { from: null, to: isShort ? description : null };
  }
  return shown;
}

function actorOf(event: LogEvent, entities: EventEntities): Envelope["actor"] {
  const actor = event.actorId ? entities.people.get(event.actorId) : undefined;
  return actor ? { id: actor.id, name: actor.name } : null;
}
