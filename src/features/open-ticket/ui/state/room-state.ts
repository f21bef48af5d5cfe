import { applyToConversation, type Conversation, type TicketEvent } from "@/features/open-ticket/apply";
import type { TicketDto } from "@/features/tickets/schema";
import { addToHistory, toHistoryEntry, type HistoryEntry } from "./history";
import type { Earlier, WindowPart } from "./window";

/** The conversation of an open ticket by the contract's rule, and its history. */
export interface OpenConversation extends Conversation {
  history: HistoryEntry[];
  /** Where the loaded part of its conversation begins; null when all of it is loaded. */
  earlier: Earlier | null;
  /** The epoch of the history; null until one is known. */
  epoch: string | null;
}

/** An open ticket: its row in the store of tickets, and its conversation. */
export interface OpenTicket extends OpenConversation {
  ticket: TicketDto;
}

/** A ticket with the latest of its conversation, as the server rendered it or as it was fetched. */
export type InitialTicket = Pick<OpenTicket, "ticket" | "comments" | "attachments" | "history" | "earlier">;

/** The state of a fetched ticket, with its events applied up to `version`. */
export function opened(
  { comments, attachments, history, earlier }: Omit<InitialTicket, "ticket">,
  version: number,
  epoch: string | null,
): OpenConversation {
  return { comments, attachments, history, earlier, version, epoch, lastEventId: null };
}

/** The state of a ticket that the person may not see: without any content. */
export function emptied(state: OpenConversation): OpenConversation {
  return { ...state, comments: [], attachments: [], history: [], earlier: null };
}

/** The state with an earlier part of its conversation prepended. */
export function withEarlier(state: OpenConversation, part: WindowPart): OpenConversation {
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

/** Whether an event is about a part that is not loaded. */
export function isOfEarlier({ comments, earlier }: OpenConversation, event: TicketEvent): boolean {
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

/** The state after an event, or null where there is a gap before it. A known event changes nothing. */
export function advance<State extends OpenConversation>(state: State, event: TicketEvent): State | null {
  const applied = applyToConversation(state, event);
  if (applied.kind === "gap") {
    return null;
  }
  if (applied.kind === "ignored") {
    return state;
  }
  const entry = toHistoryEntry({ ...event });
  return entry ? { ...applied.state, history: addToHistory(state.history, [entry]) } : applied.state;
}

/** Applies buffered events in order; those after a gap are left over. */
export function advanceAll(
  state: OpenConversation,
  events: readonly TicketEvent[],
): { state: OpenConversation; left: TicketEvent[] } {
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
