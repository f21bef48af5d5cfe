import { ApiError } from "@/client/api/api";
import type { TicketDto } from "@/features/tickets/schema";
import { fetchTicketRow } from "@/features/tickets/ui/queries";
import { isWhole } from "@/features/tickets/ui/store/ticket-rows";
import type { TicketStore } from "@/features/tickets/ui/store/ticket-store";
import { fetchedPages, fetchHistory } from "./fetch-conversation";
import { addToHistory } from "./history";
import { isStaffSide } from "./rights";
import { opened, type OpenConversation, type OpenTicket } from "./room-state";
import { readWindow } from "./window";

/** What `fetchInSight` works with. */
interface Fetching {
  tickets: TicketStore;
  /** What is said on it, as far as is known. */
  known(): OpenConversation | undefined;
  epoch(): string | null;
  joinedAt: number | undefined;
  /** Whether something has been heard of it since that says that it is there. */
  hasReturned(): boolean;
}

interface FetchedTicket {
  ticket: TicketDto;
  conversation: OpenConversation;
}

const TRIES = 3;

/**
 * Fetches a ticket as it is now: its row goes into the store, what is said on it is returned. An answer that is older than
 * the ticket's going out of sight, or than its return, is asked for again. Throws what the API answers.
 */
export async function fetchInSight(
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
  throw new Error("The ticket went out of sight again and again.");
}

/**
 * The ticket as it is now, as far back as it is held already; of its history only what is new, unless this person now
 * sees another side of it, which counts differently, or it is another database's. Throws what the API answers.
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
    (isStaffSide(known.ticket) === isStaffSide(row) &&
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
