import { ApiError } from "@/client/api/api";
import type { TicketDto } from "@/features/tickets/schema";
import { fetchTicketRow } from "@/features/tickets/ui/queries";
import { isWhole } from "@/features/tickets/ui/store/ticket-rows";
import type { TicketStore } from "@/features/tickets/ui/store/ticket-store";
import { fetchedPages, fetchHistory } from "./fetch-conversation";
import { addToHistory } from "./history";
import { isStaffAudience } from "./rights";
import { opened, type OpenConversation, type OpenTicket } from "./room-state";
import { readWindow } from "./window";

/** The dependencies of `fetchVisible`. */
interface Fetching {
  tickets: TicketStore;
  /** The conversation, as far as it is loaded. */
  known(): OpenConversation | undefined;
  epoch(): string | null;
  joinedAt: number | undefined;
  /** Whether an event since then shows that the ticket is visible again. */
  hasReturned(): boolean;
}

interface FetchedTicket {
  ticket: TicketDto;
  conversation: OpenConversation;
}

const TRIES = 3;

/**
 * Fetches a ticket as it is now: puts its row into the store, and returns its conversation. When the ticket
 * became invisible or visible again after the request, it is fetched again. Throws the API's error.
 */
export async function fetchVisible(
  ticketId: string,
  { tickets, known, epoch, joinedAt, hasReturned }: Fetching,
  signal: AbortSignal,
): Promise<OpenConversation> {
  for (let tries = 0; tries < TRIES; tries++) {
    const asOf = tickets.now();
    const said = known();
    const ticket = tickets.find(ticketId);
    const fetched = await fetchOpened(
      ticketId,
      { known: said && isWhole(ticket) ? { ...said, ticket } : undefined, epoch: epoch(), joinedAt },
      signal,
    ).catch((error: unknown) => {
      if (tries === 0 && hasReturned() && error instanceof ApiError && error.code === "not_found") {
        return null;
      }
      throw error;
    });
    signal.throwIfAborted();
    if (fetched && tickets.accepts(ticketId, asOf)) {
      tickets.put([fetched.ticket], asOf);
      return fetched.conversation;
    }
  }
  throw new Error("The ticket became invisible again and again.");
}

/**
 * Fetches the ticket as it is now, as far back as it is loaded already; of its history only new entries,
 * unless the person's audience changed, whose versions differ, or the epoch did. Throws the API's error.
 */
async function fetchOpened(
  ticketId: string,
  {
    known,
    epoch,
    joinedAt,
  }: { known: OpenTicket | undefined; epoch: string | null; joinedAt: number | undefined },
  signal: AbortSignal,
): Promise<FetchedTicket> {
  const history = known?.history ?? [];
  const pages = fetchedPages(ticketId, signal);
  const until = known?.earlier ?? null;
  const [row, part, added] = await Promise.all([
    fetchTicketRow(ticketId, signal),
    readWindow(
      pages,
      !known ? {} : history.length === 0 ? { until } : { until, historyFrom: known.earlier?.history ?? null },
    ),
    history.length === 0 ? [] : fetchHistory(ticketId, history.at(-1)?.version ?? 0, signal),
  ]);
  const continues =
    !known ||
    (isStaffAudience(known.ticket) === isStaffAudience(row) &&
      (known.epoch === null || known.epoch === epoch) &&
      known.ticket.version <= row.version);
  const anew = continues ? part : await readWindow(pages, { until });
  const whole = continues && history.length > 0 ? addToHistory(history, added) : anew.history;
  const fetched = {
    comments: anew.comments,
    attachments: anew.files,
    history: whole,
    earlier: anew.earlier,
  };
  return { ticket: row, conversation: opened(fetched, joinedAt ?? row.version, epoch) };
}
