import type { AttachmentDto } from "@/features/attachments/schema";
import type { CommentDto } from "@/features/comments/schema";
import type { Page, TicketDto } from "@/features/tickets/schema";
import { ApiError, callApi } from "@/client/api/api";
import type { WholeSource } from "@/features/tickets/apply";
import type { NamedPayload } from "@/shared/events";
import { toHistoryEntry, type HistoryEntry } from "./history";
import type { WindowSources } from "./window";

/** Fetches a ticket by id or number, without its conversation. */
export async function fetchTicketRow(ticket: string, signal?: AbortSignal): Promise<TicketDto> {
  return await callApi<TicketDto>(pathOf(ticket), signal ? { signal } : {});
}

/** The pages of a ticket's conversation, as fetched over HTTP. */
export function fetchedPages(ticket: string, signal?: AbortSignal): WindowSources {
  const path = pathOf(ticket);
  const options = signal ? { signal } : {};
  const page = <Item>(query: string, cursor: string | null): Promise<Page<Item>> =>
    callApi(`${path}/${query}${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`, options);
  return {
    comments: (cursor, limit) => page<CommentDto>(`comments?order=newest&limit=${limit}`, cursor),
    history: (cursor) => page<NamedPayload>("events?order=newest&limit=100", cursor),
    files: (cursor) => page<AttachmentDto>("attachments?loose=true&order=newest&limit=100", cursor),
    firstFiles: async () => (await page<AttachmentDto>("attachments?loose=true&limit=50", null)).items,
  };
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
  const path = `${pathOf(ticket)}/events?limit=100&after=${version}`;
  const entries: HistoryEntry[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: Page<NamedPayload> = await callApi(
      cursor === undefined ? path : `${path}&cursor=${encodeURIComponent(cursor)}`,
      signal ? { signal } : {},
    );
    entries.push(...page.items.flatMap((event) => toHistoryEntry(event) ?? []));
    cursor = page.nextCursor;
  }
  return entries;
}

async function unlessGone<Thing>(answer: Promise<Thing>): Promise<Thing | null> {
  return await answer.catch((error: unknown) => {
    if (error instanceof ApiError && error.code === "not_found") {
      return null;
    }
    throw error;
  });
}

function pathOf(ticket: string): string {
  return `/api/tickets/${encodeURIComponent(ticket)}`;
}
