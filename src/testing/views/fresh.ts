import { z } from "zod";
import { attachmentSchema, type AttachmentDto } from "@/features/attachments/schema";
import { commentSchema, type CommentDto } from "@/features/comments/schema";
import {
  listedTicketSchema,
  ticketSchema,
  type ListedTicket,
  type TicketDto,
  type EventTicket,
} from "@/features/tickets/schema";
import type { WholeSource } from "@/features/open-ticket/apply";
import type { HttpClient } from "../http/client";

/** A ticket as a fresh fetch shows it whole. */
export interface FreshTicket {
  ticket: TicketDto;
  comments: CommentDto[];
  attachments: AttachmentDto[];
}

const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** Fetches a ticket with everything in it, or null when this person may not see it. */
export async function fetchTicket(http: HttpClient, ticketId: string): Promise<FreshTicket | null> {
  const ticket = await http.get(`/api/tickets/${ticketId}`);
  const comments = await fetchAll(http, `/api/tickets/${ticketId}/comments`, commentSchema);
  const attachments = await http.get(`/api/tickets/${ticketId}/attachments`);
  if (ticket === null || comments === null || attachments === null) {
    return null;
  }
  return {
    ticket: impersonal(ticketSchema.parse(ticket)),
    comments,
    attachments: pageOf(attachmentSchema).parse(attachments).items,
  };
}

/** Fetches all tickets that this person may see, page by page. */
export async function fetchTickets(http: HttpClient): Promise<ListedTicket[]> {
  return ((await fetchAll(http, "/api/tickets", listedTicketSchema)) ?? []).map(impersonal);
}

/** Fetches the fields that events had to cut. */
export function wholeSource(http: () => HttpClient): WholeSource {
  return {
    ticket: async (id) => {
      const ticket = await http().get(`/api/tickets/${id}`);
      return ticket === null ? null : impersonal(ticketSchema.parse(ticket));
    },
    comment: async (id) => {
      const comment = await http().get(`/api/comments/${id}`);
      return comment === null ? null : commentSchema.parse(comment);
    },
  };
}

/** The row of a ticket, as a list has it. */
export function listed(ticket: EventTicket): ListedTicket {
  const row = { ...ticket };
  delete row.description;
  return row;
}

/** A ticket without what is one person's own and what changes without an event that everybody receives. */
export function impersonal<Ticket extends ListedTicket>(ticket: Ticket): Ticket {
  const shown = { ...ticket };
  for (const own of [
    "lastReadVersion",
    "watching",
    "watchers",
    "followUpOf",
    "mergedInto",
    "mergedTickets",
  ] as const) {
    delete shown[own];
  }
  // "Seen by support" counts no version: only the requester receives it.
  shown.seenAt = null;
  return shown;
}

async function fetchAll<Item>(
  http: HttpClient,
  path: string,
  schema: z.ZodType<Item>,
): Promise<Item[] | null> {
  const items: Item[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const body = await http.get(
      `${path}?limit=100${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    if (body === null) {
      return null;
    }
    const page: { items: Item[]; nextCursor: string | null } = pageOf(schema).parse(body);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
