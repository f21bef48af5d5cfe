import { applyEvent, type TicketEvent, type TicketState } from "@/features/tickets/apply";
import type { TicketSnapshot } from "./fetch-ticket";
import { addToHistory, toHistoryEntry, type HistoryEntry } from "./ticket-history";

/** An open ticket: its state by the contract's rule, and what happened to it. */
export interface OpenTicket extends TicketState {
  history: HistoryEntry[];
  /** The database that the history is of; null until one is known. */
  epoch: string | null;
}

/** What the server rendered of a ticket, to begin with. */
export interface InitialTicket extends TicketSnapshot {
  history: HistoryEntry[];
}

/** Where an open ticket's state is kept among the queries. */
export function ticketKey(ticketId: string): readonly ["ticket", string] {
  return ["ticket", ticketId];
}

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
  };
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
