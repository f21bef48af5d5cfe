import { applyEvent, type TicketEvent, type TicketState } from "@/features/open-ticket/apply";
import { addToHistory, toHistoryEntry, type HistoryEntry } from "./history";
import type { Earlier, WindowPart } from "./window";

/** An open ticket: its state by the contract's rule, and what happened to it. */
export interface OpenTicket extends TicketState {
  history: HistoryEntry[];
  /** Where what is held of its conversation begins; null when all of it is held. */
  earlier: Earlier | null;
  /** The database that the history is of; null until one is known. */
  epoch: string | null;
}

/** A ticket with the latest of its conversation, as the server rendered it or as it was fetched. */
export type InitialTicket = Pick<OpenTicket, "ticket" | "comments" | "attachments" | "history" | "earlier">;

/** A ticket as it was fetched, with its events applied up to `version`. */
export function opened(fetched: InitialTicket, version: number, epoch: string | null): OpenTicket {
  return { ...fetched, version, epoch, lastEventId: null, isGone: false };
}

/** What stays of a ticket that is out of sight: nothing that could be read. */
export function emptied(state: OpenTicket): OpenTicket {
  return {
    ...state,
    ticket: { ...state.ticket, title: "", description: "", tags: [] },
    comments: [],
    attachments: [],
    history: [],
    earlier: null,
  };
}

/** The state with an earlier part of its conversation in front. */
export function withEarlier(state: OpenTicket, part: WindowPart): OpenTicket {
  const comments = new Set(state.comments.map((one) => one.id));
  const files = new Set(state.attachments.map((one) => one.id));
  return {
    ...state,
    comments: [...part.comments.filter((one) => !comments.has(one.id)), ...state.comments],
    attachments: [...part.files.filter((one) => !files.has(one.id)), ...state.attachments],
    history: addToHistory(state.history, part.history),
    earlier: part.earlier,
  };
}

/** Whether an event is about something that is earlier than what is held. */
export function isOfEarlier({ comments, earlier }: OpenTicket, event: TicketEvent): boolean {
  if (!earlier) {
    return false;
  }
  const commentId = event.comment?.id ?? event.attachment?.commentId;
  return commentId
    ? !comments.some((one) => one.id === commentId)
    : event.attachment !== undefined &&
        event.attachment !== null &&
        event.attachment.createdAt < earlier.from;
}

/** The state after an event, or null where something before the event is missing. An event that is known changes nothing. */
export function advance(state: OpenTicket, event: TicketEvent): OpenTicket | null {
  const applied = applyEvent(state, event);
  if (applied.kind === "gap") {
    return null;
  }
  if (applied.kind === "ignored") {
    return state;
  }
  const entry = toHistoryEntry({ ...event });
  return {
    ...state,
    ...applied.state,
    earlier: state.earlier,
    history: entry ? addToHistory(state.history, [entry]) : state.history,
  };
}

/** Applies, in order, events that were held back; those after a gap are left over. */
export function advanceAll(
  state: OpenTicket,
  events: readonly TicketEvent[],
): { state: OpenTicket; left: TicketEvent[] } {
  const left: TicketEvent[] = [];
  let current = state;
  for (const event of events) {
    const next = advance(current, event);
    if (next === null) {
      left.push(event);
    } else {
      current = next;
    }
  }
  return { state: current, left };
}
