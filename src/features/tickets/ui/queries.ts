import { ApiError, callApi } from "@/client/api/api";
import type { TicketDto } from "@/features/tickets/schema";

/** The query key of an open ticket. */
export function ticketKey(ticketId: string): readonly ["ticket", string] {
  return ["ticket", ticketId];
}

/** The query key of the deleted tickets. */
export const DELETED_TICKETS_KEY = ["deleted tickets"];

/** Fetches a ticket by id or number, without its conversation. */
export async function fetchTicketRow(ticket: string, signal?: AbortSignal): Promise<TicketDto> {
  return await callApi<TicketDto>(`/api/tickets/${encodeURIComponent(ticket)}`, signal ? { signal } : {});
}

/** Whether a value is a ticket as the API gives it. */
export function isTicket(value: unknown): value is TicketDto {
  return (
    typeof value === "object" && value !== null && "id" in value && "version" in value && "requester" in value
  );
}

/** The API's answer, or null for `not_found`. Throws every other error. */
export async function orNull<Thing>(answer: Promise<Thing>): Promise<Thing | null> {
  return await answer.catch((error: unknown) => {
    if (error instanceof ApiError && error.code === "not_found") {
      return null;
    }
    throw error;
  });
}
