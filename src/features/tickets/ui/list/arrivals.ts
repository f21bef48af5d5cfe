import type { ListPage } from "@/features/tickets/ui/store/list-page";
import type { TicketRows } from "@/features/tickets/ui/store/ticket-rows";
import type { ListedTicket, Page } from "@/features/tickets/schema";
import { fitsFilters, isBefore, sortKeyOf } from "./filters";

/** A shown list, with its latest answer. */
export interface ShownList {
  search: string;
  /** The page whose order is shown. */
  shown: ListPage;
  /** The page that was fetched last. */
  fresh: ListPage;
  tickets: TicketRows;
  me: { id: string; teamIds: readonly string[] };
}

/** The list page of an answer that was requested at `asOf`: the tickets themselves go into the store. */
export function toListPage(
  { items, nextCursor }: Page<ListedTicket>,
  search: string,
  asOf: number,
): ListPage {
  const last = items.at(-1);
  return {
    places: items.map(({ id, updatedAt }) => ({ id, updatedAt })),
    nextCursor,
    asOf,
    ...(last ? { edge: sortKeyOf(last, search) } : {}),
  };
}

/** How many tickets belong to a list and are not shown: by its last answer, and by events since. */
export function countArrivals({ search, shown, fresh, tickets, me }: ShownList): number {
  const ids = new Set(shown.places.map(({ id }) => id));
  const isFirstPage = !new URLSearchParams(search).has("cursor");
  const arrived = new Set(isFirstPage ? fresh.places.map(({ id }) => id).filter((id) => !ids.has(id)) : []);
  const edge = shown.nextCursor === null ? undefined : shown.edge;
  for (const [id, { eventAt, ticket }] of tickets.entries) {
    if (eventAt < fresh.asOf) {
      continue;
    }
    const isHere =
      ticket !== null &&
      !ids.has(id) &&
      fitsFilters(ticket, search, me) &&
      (edge === undefined || isBefore(sortKeyOf(ticket, search), edge, search));
    if (isHere) {
      arrived.add(id);
    } else {
      arrived.delete(id);
    }
  }
  return arrived.size;
}
