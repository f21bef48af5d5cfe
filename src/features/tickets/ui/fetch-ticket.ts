import type { AttachmentDto } from "@/features/attachments/schema";
import type { CommentDto } from "@/features/comments/schema";
import type { Page, TicketDto } from "@/features/tickets/schema";
import { callApi } from "@/client/api";

/** A ticket with all its comments and files, as fetched over HTTP. */
export interface TicketSnapshot {
  ticket: TicketDto;
  comments: CommentDto[];
  attachments: AttachmentDto[];
}

/** Fetches everything of a ticket, by id or number. */
export async function fetchTicket(ticket: string, signal?: AbortSignal): Promise<TicketSnapshot> {
  const options = signal ? { signal } : {};
  const path = `/api/tickets/${encodeURIComponent(ticket)}`;
  const [row, comments, attachments] = await Promise.all([
    callApi<TicketDto>(path, options),
    fetchAllComments(path, options),
    callApi<Page<AttachmentDto>>(`${path}/attachments`, options),
  ]);
  return { ticket: row, comments, attachments: attachments.items };
}

async function fetchAllComments(path: string, options: { signal?: AbortSignal }): Promise<CommentDto[]> {
  const comments: CommentDto[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Page<CommentDto> = await callApi(`${path}/comments?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`, options);
    comments.push(...page.items);
    cursor = page.nextCursor;
  }
  return comments;
}
