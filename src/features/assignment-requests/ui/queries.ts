import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { callApi } from "@/client/api/api";
import { fetchOnceMore } from "@/client/cache/fetch-again";
import type { AssignmentRequestDto, AssignmentRequestList } from "@/features/assignment-requests/schema";
import { searchOf, type Shown } from "./shown";

/** Everything that is cached of requests. */
const REQUESTS_KEY: QueryKey = ["assignment-requests"];
const PAGE = 25;
/** More than anybody asks for one ticket. */
const OF_TICKET = 100;

/** The query of one of the lists, page by page. */
export function listQuery(shown: Shown) {
  return {
    queryKey: [...REQUESTS_KEY, "list", shown],
    queryFn: ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) =>
      callApi<AssignmentRequestList>(
        `/api/assignment-requests?${searchOf(shown)}&limit=${PAGE}${pageParam ? `&cursor=${pageParam}` : ""}`,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page: AssignmentRequestList) => page.nextCursor,
  };
}

/** The query of the first requests that wait for this person, and of how many there are. */
export function waitingQuery() {
  return {
    queryKey: [...REQUESTS_KEY, "waiting"],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      callApi<AssignmentRequestList>(`/api/assignment-requests?${searchOf("waiting")}&limit=${PAGE}`, {
        signal,
      }),
  };
}

/** The query of all requests of a ticket, the latest first. */
export function ofTicketQuery(ticketId: string) {
  return {
    queryKey: ofTicketKey(ticketId),
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (
        await callApi<{ items: AssignmentRequestDto[] }>(
          `/api/tickets/${ticketId}/assignment-requests?limit=${OF_TICKET}`,
          { signal },
        )
      ).items,
  };
}

/** Fetches again what is shown of requests. */
export function refreshRequests(queries: QueryClient): Promise<void> {
  return fetchOnceMore(queries, REQUESTS_KEY);
}

/**
 * A ticket has changed so that requests for it may be needless: others than those who may decide are not sent that, so what is
 * cached of that ticket is fetched again where a request of it is pending.
 */
export function refreshOfTicket(queries: QueryClient, ticketId: string): void {
  const isPending = ({ state }: AssignmentRequestDto): boolean => state === "pending";
  const waiting = queries.getQueryData<AssignmentRequestList>(waitingQuery().queryKey);
  const ofTicket = queries.getQueryData<AssignmentRequestDto[]>(ofTicketKey(ticketId));
  if (ofTicket?.some(isPending) || waiting?.items.some((request) => request.ticketId === ticketId)) {
    void refreshRequests(queries);
  }
}

function ofTicketKey(ticketId: string): QueryKey {
  return [...REQUESTS_KEY, "ticket", ticketId];
}
