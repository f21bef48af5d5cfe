import { listAttachments } from "@/features/attachments/server/read";
import { getComment, listComments } from "@/features/comments/server/read";
import {
  applyEvent,
  completeEvent,
  isPartial,
  type TicketEvent,
  type TicketState,
  type WholeSource,
} from "@/features/open-ticket/apply";
import { findTicketOrNull, getTicket, type SeenTicket } from "@/features/tickets/server/read";
import { readListedRows } from "@/features/tickets/server/read-row";
import { createTicket } from "@/features/tickets/server/write-create";
import { replay } from "@/realtime/connection/replay";
import type { Actor } from "@/shared/roles";
import { impersonal } from "./fresh";

/** A ticket as a fresh fetch shows it; null when the person cannot see it. */
export async function fetchTicketState(who: Actor, ticketId: string): Promise<TicketState | null> {
  if (!(await findTicketOrNull(who, ticketId))) {
    return null;
  }
  const ticket = impersonal(await getTicket(who, ticketId));
  const { items: comments } = await listComments(who, ticketId, { limit: 100 });
  const { items: attachments } = await listAttachments(who, ticketId);
  return { ticket, comments, attachments, version: ticket.version, lastEventId: null, isRemoved: false };
}

/** The state of a client that knows nothing of a ticket yet. */
export function emptyState(fresh: TicketState | null): TicketState {
  if (!fresh) {
    throw new Error("there is nothing to compare with");
  }
  const ticket = { ...fresh.ticket, title: "Not this one" };
  return { ticket, comments: [], attachments: [], version: 0, lastEventId: null, isRemoved: false };
}

/** The state after these events, each applied twice, by the published rule: what an event had to leave out is fetched first. */
export async function applyEvents(
  who: Actor,
  before: TicketState,
  events: readonly TicketEvent[],
): Promise<TicketState> {
  let state = before;
  for (const event of events) {
    const whole = isPartial(event) ? await completeEvent(event, sourceFor(who)) : event;
    const applied = applyEvent(state, whole);
    if (applied.kind === "gap") {
      throw new Error(`a gap before ${event.name} ${event.version}`);
    }
    const again = applyEvent(applied.state, whole);
    state = again.kind === "gap" ? applied.state : again.state;
  }
  return state;
}

/** The events of a ticket after a version, as a person receives them by the socket. */
export async function eventsSince(who: Actor, ticketId: string, since: number): Promise<TicketEvent[]> {
  const answer = await replay(await seenBy(who, ticketId), since);
  const events: TicketEvent[] = "events" in answer ? JSON.parse(JSON.stringify(answer.events)) : [];
  return events.map((event) => (event.ticket ? { ...event, ticket: impersonal(event.ticket) } : event));
}

/** A ticket's version for this person. */
export async function versionNow(who: Actor, ticketId: string): Promise<number> {
  const { row, audience } = await seenBy(who, ticketId);
  return audience === "staff" ? row.version : row.public_version;
}

function sourceFor(who: Actor): WholeSource {
  return {
    ticket: async (id) => impersonal(await getTicket(who, id)),
    comment: (id) => getComment(who, id).catch(() => null),
  };
}

/** A deleted ticket is found by nobody; its last event went to the people who saw it before. */
async function seenBy(who: Actor, ticketId: string): Promise<SeenTicket> {
  const seen = await findTicketOrNull(who, ticketId);
  if (seen) {
    return seen;
  }
  const input = { title: "Another one", description: "It is only looked at." };
  const other = await findTicketOrNull(who, (await createTicket(who, input)).id);
  const [row] = await readListedRows([ticketId]);
  if (!other || !row) {
    throw new Error("the ticket is not there at all");
  }
  return { ...other, row: { ...row, description: "" } };
}
