import { serverNow } from "@/client/browser/clock";
import type { ListedTicket, Priority } from "@/features/tickets/schema";
import { DEFAULT_SORT, valuesOf } from "./query";

/**
 * Whether a ticket belongs to the list that `search` (a list's query string) asks for, as far as the browser
 * can decide: a text search it cannot, so there nothing counts as new.
 */
export function fitsFilters(
  ticket: ListedTicket,
  search: string,
  me: { id: string; teamIds: readonly string[] },
): boolean {
  if (valuesOf(search, "q").length > 0 || valuesOf(search, "cursor").length > 0) {
    return false;
  }
  const fits = (name: string, matches: (value: string) => boolean): boolean => {
    const wanted = valuesOf(search, name);
    return wanted.length === 0 || wanted.some(matches);
  };
  return (
    (ticket.archivedAt !== null) === isArchive(search) &&
    fits("status", (value) => ticket.status === value) &&
    fits("priority", (value) => ticket.priority === value) &&
    fits("category", (value) => ticket.category === value) &&
    fits("due", () => ticket.dueAt !== null && Date.parse(ticket.dueAt) < serverNow()) &&
    fits("tag", (value) => ticket.tags.includes(value)) &&
    fits("requester", (value) => ticket.requester.id === (value === "me" ? me.id : value)) &&
    fits("assignee", (value) =>
      value === "none" ? ticket.assignee === null : ticket.assignee?.id === (value === "me" ? me.id : value),
    ) &&
    fits("team", (value) =>
      value === "none"
        ? ticket.team === null
        : value === "mine"
          ? me.teamIds.includes(ticket.team?.id ?? "")
          : ticket.team?.id === value,
    )
  );
}

/** Whether a list is of archived tickets, which all others leave out. */
export function isArchive(search: string): boolean {
  return valuesOf(search, "archived").includes("true");
}

const PRIORITY_RANK: Record<Priority, number> = { low: 1, medium: 2, high: 3, urgent: 4 };

/** A ticket's sort key in a list; null where it has none, such as no due time. */
export type SortKey = string | number | null;

/** Whether `ticket` comes before `other` in the order that `search` asks for. */
export function comesBefore(ticket: ListedTicket, other: ListedTicket, search: string): boolean {
  return isBefore(sortKeyOf(ticket, search), sortKeyOf(other, search), search);
}

/** Whether one key comes before another, in the order that `search` asks for. */
export function isBefore(mine: SortKey, others: SortKey, search: string): boolean {
  // A ticket without a due time comes last in both directions.
  if (mine === null || others === null) {
    return others === null && mine !== null;
  }
  return sortOf(search).startsWith("-") ? mine > others : mine < others;
}

function sortOf(search: string): string {
  return new URLSearchParams(search).get("sort") ?? DEFAULT_SORT;
}

/** A ticket's sort key in the list that `search` asks for. */
export function sortKeyOf(ticket: ListedTicket, search: string): SortKey {
  switch (sortOf(search).replace("-", "")) {
    case "created":
      return ticket.createdAt;
    case "priority":
      return PRIORITY_RANK[ticket.priority];
    case "number":
      return ticket.number;
    case "due":
      return ticket.dueAt;
    default:
      return ticket.updatedAt;
  }
}
