import { callApi } from "@/client/api/api";
import type { LinkDto } from "@/features/links/schema";
import type { ListedTicket } from "@/features/tickets/schema";

/** The query key of a ticket's links. */
export function linksKey(ticketId: string): readonly ["links", string] {
  return ["links", ticketId];
}

/** All links of a ticket that this person may see. */
export async function fetchLinks(ticketId: string, signal: AbortSignal): Promise<LinkDto[]> {
  return (await callApi<{ items: LinkDto[] }>(`/api/tickets/${ticketId}/links`, { signal })).items;
}

/** Tickets to link with, by words or number; without any, the latest. */
export async function findTickets(query: string, signal: AbortSignal): Promise<ListedTicket[]> {
  const params = new URLSearchParams({ limit: "12", ...(query ? { q: query } : {}) });
  return (await callApi<{ items: ListedTicket[] }>(`/api/tickets?${params.toString()}`, { signal })).items;
}
