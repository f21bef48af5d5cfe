import type { AttachmentDto } from "@/features/attachments/schema";
import type { CommentDto } from "@/features/comments/schema";
import type { Page } from "@/features/tickets/schema";
import { callApi } from "@/client/api/api";
import { fetchTicketRow, orNull } from "@/features/tickets/ui/queries";
import type { WholeSource } from "@/features/open-ticket/apply";
import type { VersionedEvent } from "@/shared/protocol/protocol";
import { toHistoryEntry, type HistoryEntry } from "./history";
import type { WindowSources } from "./window";

/** The pages of a ticket's conversation, as fetched over HTTP: the person's own view, or what its requester gets. */
export function fetchedPages(ticket: string, signal?: AbortSignal, as?: "requester"): WindowSources {
  const path = pathOf(ticket);
  const options = signal ? { signal } : {};
  const view = as === undefined ? "" : `&as=${as}`;
  const page = <Item>(query: string, cursor: string | null): Promise<Page<Item>> =>
    callApi(
      `${path}/${query}${view}${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
      options,
    );
  return {
    comments: (cursor, limit) => page<CommentDto>(`comments?order=newest&limit=${limit}`, cursor),
    history: (cursor) => page<VersionedEvent>("events?order=newest&limit=100", cursor),
    files: (cursor) => page<AttachmentDto>("attachments?loose=true&order=newest&limit=100", cursor),
    firstFiles: async () => (await page<AttachmentDto>("attachments?loose=true&limit=50", null)).items,
  };
}

/** Fetches the fields that events had to cut. */
export const wholeSource: WholeSource = {
  ticket: (id) => orNull(fetchTicketRow(id)),
  comment: (id) => orNull(callApi<CommentDto>(`/api/comments/${id}`)),
};

/** Fetches a ticket's events after `version`, in order. */
export async function fetchHistory(
  ticket: string,
  version: number,
  signal?: AbortSignal,
): Promise<HistoryEntry[]> {
  const path = `${pathOf(ticket)}/events?limit=100&after=${version}`;
  const entries: HistoryEntry[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: Page<VersionedEvent> = await callApi(
      cursor === undefined ? path : `${path}&cursor=${encodeURIComponent(cursor)}`,
      signal ? { signal } : {},
    );
    entries.push(...page.items.flatMap((event) => toHistoryEntry(event) ?? []));
    cursor = page.nextCursor;
  }
  return entries;
}

function pathOf(ticket: string): string {
  return `/api/tickets/${encodeURIComponent(ticket)}`;
}
