import { planMails, type PlannedMail } from "@/features/notification-mails/server/write-plan";
import { maySeeNotification } from "@/features/notifications/policy";
import type { NotificationKind } from "@/features/notifications/schema";
import type { Transaction } from "@/server/database/database";
import { log } from "@/server/process/log";
import type { Reaction } from "@/server/event-log/reaction";
import type { LogEvent } from "@/shared/events";
import { broadcastOf, concerns, directOf, needsStaff, type Facts, type Candidate } from "./react-receivers";
import {
  audienceOf,
  readCommentTexts,
  readDescriptionTexts,
  readReceivers,
  readTicketFacts,
  readNotifiedOfMention,
  type TicketFacts,
} from "./read-receivers";
import { addNotifications, type NotifiedEvent } from "./write";

/**
 * How many notifications to all staff a run may write. Of very many events (an import of a thousand tickets)
 * staff are notified of the latest, and see the others in their lists; people personally concerned are always
 * notified.
 */
const MOST_BROADCAST = 20_000;

/** Writes the notifications of ticket events, by current rights; never to the actor of the event. */
export const notifyReaction: Reaction = {
  types: ["ticket:created", "ticket:updated", "comment:added", "comment:updated", "watcher:added"],
  react: (tx, events) => notify(tx, events, MOST_BROADCAST),
};

/** The same reaction, with another limit for notifications to all staff. */
export async function notify(tx: Transaction, events: LogEvent[], mostBroadcast: number): Promise<number> {
  const facts = await readFacts(tx, events);
  let left = mostBroadcast;
  let skipped = 0;
  // The latest first: beyond the bound, the oldest are left out.
  const plans = events.toReversed().flatMap((event) => {
    const ticket = event.ticketId === null ? undefined : facts.tickets.get(event.ticketId);
    if (!ticket) {
      return [];
    }
    const broadcast = allowed(event, ticket, broadcastOf(event, ticket, facts), facts);
    const isTooMuch = broadcast.size > left;
    left -= isTooMuch ? 0 : broadcast.size;
    skipped += isTooMuch ? broadcast.size : 0;
    const direct = allowed(event, ticket, directOf(event, ticket, facts, events), facts);
    const receivers = new Map([...(isTooMuch ? [] : broadcast), ...direct]);
    return [{ event: { ...event, ticketId: ticket.id }, receivers, direct }];
  });
  if (skipped > 0) {
    log().warn({ skipped }, "so much happened at once that staff were notified of the latest only");
  }
  let added = 0;
  for (const { event, receivers, direct } of plans.toReversed()) {
    await leaveOutNotified(tx, event, receivers);
    added += await addNotifications(tx, event, inBell(receivers, facts));
    await planMails(tx, event, [
      ...byMail(receivers, direct, facts),
      ...received(event, facts.tickets.get(event.ticketId), receivers, facts),
    ]);
  }
  return added;
}

/** Those who want it in their list; a kind that no choice is about always is. */
function inBell(
  receivers: ReadonlyMap<string, NotificationKind>,
  { people }: Facts,
): Map<string, NotificationKind> {
  return new Map(
    [...receivers].filter(([personId, kind]) => people.get(personId)?.choices[kind]?.bell !== false),
  );
}

/** Those who want it by mail. A reply that goes to all who would get a new ticket is mailed as one. */
function byMail(
  receivers: ReadonlyMap<string, NotificationKind>,
  direct: ReadonlyMap<string, NotificationKind>,
  { people }: Facts,
): PlannedMail[] {
  return [...receivers].flatMap(([personId, kind]) => {
    const person = people.get(personId);
    const choice = kind === "reply" && !direct.has(personId) ? "created" : kind;
    const time = person?.choices[choice]?.mail ?? "never";
    return person && time !== "never" ? [{ personId, kind, choice, time, timeZone: person.time_zone }] : [];
  });
}

/** The requester for whom somebody else filed a ticket is mailed that it was received; the bell does not say so. */
function received(
  event: LogEvent,
  ticket: TicketFacts | undefined,
  receivers: ReadonlyMap<string, NotificationKind>,
  { people }: Facts,
): PlannedMail[] {
  const person = event.type === "ticket:created" && ticket ? people.get(ticket.requester_id) : undefined;
  const time = person?.choices.received?.mail ?? "never";
  return person && time !== "never" && person.id !== event.actorId && !receivers.has(person.id)
    ? [{ personId: person.id, kind: "received", choice: "received", time, timeZone: person.time_zone }]
    : [];
}

/** A person who was notified of a mention in a text is not notified again when it is changed. */
async function leaveOutNotified(
  tx: Transaction,
  event: NotifiedEvent & LogEvent,
  receivers: Map<string, NotificationKind>,
): Promise<void> {
  if (addedMentions(event).length === 0) {
    return;
  }
  const commentId = event.type === "comment:updated" ? event.data.commentId : null;
  for (const personId of await readNotifiedOfMention(tx, { ticketId: event.ticketId, commentId })) {
    if (receivers.get(personId) === "mention") {
      receivers.delete(personId);
    }
  }
}

/** The people whom the change of a text added. */
function addedMentions(event: LogEvent): readonly string[] {
  const isChange = event.type === "comment:updated" || event.type === "ticket:updated";
  return isChange ? (event.data.mentioned ?? []) : [];
}

/** The permitted receivers, each with one kind: the last entry counts. Never the actor. */
function allowed(
  event: LogEvent,
  ticket: TicketFacts,
  candidates: readonly Candidate[],
  facts: Facts,
): Map<string, NotificationKind> {
  const may = candidates.filter(([kind, personId]) => {
    const person = facts.people.get(personId);
    return (
      person !== undefined &&
      personId !== event.actorId &&
      concerns(event, ticket, person, facts) &&
      maySeeNotification(kind, audienceOf(person, ticket))
    );
  });
  return new Map(may.map(([kind, personId]) => [personId, kind]));
}

async function readFacts(tx: Transaction, events: readonly LogEvent[]): Promise<Facts> {
  const ids = (some: readonly LogEvent[]) => [...new Set(some.flatMap((event) => event.ticketId ?? []))];
  const comments = await readCommentTexts(
    tx,
    events.flatMap((event) =>
      event.type === "comment:added" || (event.type === "comment:updated" && event.data.mentioned)
        ? event.data.commentId
        : [],
    ),
  );
  // Where a comment was written, too: others may show it.
  const homes = [...comments.values()].map((comment) => comment.ticket_id);
  const tickets = await readTicketFacts(
    tx,
    [...new Set([...ids(events), ...homes])],
    ids(events.filter((event) => event.type === "ticket:created")),
  );
  const descriptions = await readDescriptionTexts(
    tx,
    ids(
      events.filter(
        (event) =>
          event.type === "ticket:created" || (event.type === "ticket:updated" && event.data.mentioned),
      ),
    ),
  );
  const staffOf = events.flatMap((event) => {
    const ticket = tickets.get(event.ticketId ?? "");
    return ticket && needsStaff(event, ticket, comments) ? ticket.organisation_id : [];
  });
  const personIds = [...tickets.values()].flatMap((ticket) => [
    ticket.requester_id,
    ...(ticket.assignee_id ? [ticket.assignee_id] : []),
    ...ticket.watcher_ids,
  ]);
  const added = events.flatMap((event) => {
    const mentioned = addedMentions(event);
    return mentioned.length > 0 && event.actorId !== null ? [event.actorId, ...mentioned] : [];
  });
  const people = await readReceivers(tx, {
    personIds: [...new Set([...personIds, ...added])],
    staffOf: [...new Set(staffOf)],
  });
  return { tickets, comments, descriptions, people };
}
