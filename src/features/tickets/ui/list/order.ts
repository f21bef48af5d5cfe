import type { Priority, ListedTicket } from "@/features/tickets/schema";
import { DEFAULT_SORT } from "./query";

const PRIORITY_RANK: Record<Priority, number> = { low: 1, medium: 2, high: 3, urgent: 4 };

/** Whether `ticket` stands before `other` in the order that `search` asks for. */
export function standsBefore(ticket: ListedTicket, other: ListedTicket, search: string): boolean {
  const sort = new URLSearchParams(search).get("sort") ?? DEFAULT_SORT;
  const isDescending = sort.startsWith("-");
  const mine = keyOf(ticket, sort);
  const others = keyOf(other, sort);
  // Without a due time comes last in both directions.
  if (mine === null || others === null) {
    return others === null && mine !== null;
  }
  return isDescending ? mine > others : mine < others;
}

function keyOf(ticket: ListedTicket, sort: string): string | number | null {
  switch (sort.replace("-", "")) {
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
