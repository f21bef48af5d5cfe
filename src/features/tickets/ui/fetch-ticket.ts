import type { AttachmentDto } from "@/features/attachments/schema";
import type { CommentDto } from "@/features/comments/schema";
import type { Page, TicketDto } from "@/features/tickets/schema";
import { ApiError, callApi } from "@/client/api";
import type { WholeSource } from "@/features/tickets/apply";
import type { NamedPayload } from "@/shared/events";
import { toHistoryEntry, type HistoryEntry } from "./ticket-history";

/** A ticket with all its comments and files, as fetched over HTTP. */
export interface TicketSnapshot {
  ticket: TicketDto;
  comments: CommentDto[];
  attachments: AttachmentDto[];
}

interface FetchOptions {
  signal?: AbortSignal;
}

/** Fetches everything of a ticket, by id or number. */
export async function fetchTicket(ticket: string, signal?: AbortSignal): Promise<TicketSnapshot> {
  const options = signal ? { signal } : {};
  const path = `/api/tickets/${encodeURIComponent(ticket)}`;
  const [row, comments, attachments] = await Promise.all([
    callApi<TicketDto>(path, options),
    fetchPages<CommentDto>(`${path}/comments?limit=100`, options),
    callApi<Page<AttachmentDto>>(`${path}/attachments`, options),
  ]);
  return { ticket: row, comments, attachments: attachments.items };
}

/** Where what events had to leave out is fetched. */
export const wholeSource: WholeSource = {
  ticket: (id) => unlessGone(callApi<TicketDto>(`/api/tickets/${id}`)),
  comment: (id) => unlessGone(callApi<CommentDto>(`/api/comments/${id}`)),
};

/** Fetches what happened to a ticket after `version`, in order. */
export async function fetchHistory(
  ticket: string,
  version: number,
  signal?: AbortSignal,
): Promise<HistoryEntry[]> {
  const path = `/api/tickets/${encodeURIComponent(ticket)}/events?limit=100&after=${version}`;
  const events = await fetchPages<NamedPayload>(path, signal ? { signal } : {});
  return events.flatMap((event) => toHistoryEntry(event) ?? []);
}

async function unlessGone<Thing>(answer: Promise<Thing>): Promise<Thing | null> {
  return await answer.catch((error: unknown) => {
    if (error instanceof ApiError && error.code === "not_found") {
      return null;
    }
    throw error;
  });
}

/** Follows the cursor of a list to its end. */
async function fetchPages<Item>(path: string, options: FetchOptions): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await callApi(
      cursor === null ? path : `${path}&cursor=${encodeURIComponent(cursor)}`,
      options,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}
