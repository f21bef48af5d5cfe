import type { TicketDto } from "@/features/tickets/schema";
import { fetchTicketRow } from "@/features/tickets/ui/queries";
import { fetchedPages, fetchHistory } from "./fetch-conversation";
import { addToHistory } from "./history";
import { isStaffSide } from "./rights";
import { opened, type OpenConversation, type OpenTicket } from "./room-state";
import { readWindow } from "./window";

/** What was fetched of a ticket: its row, and what is said on it. */
export interface FetchedTicket {
  ticket: TicketDto;
  conversation: OpenConversation;
}

/**
 * The ticket as it is now, as far back as it is held already; of its history only what is new, unless this person now
 * sees another side of it, which counts differently, or it is another database's. Throws what the API answers.
 */
export async function fetchOpened(
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
