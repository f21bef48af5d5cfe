import { readListQuery } from "@/features/tickets/ui/list/query";
import type { ViewDto, ViewFilters } from "@/features/views/schema";

/** The query of the list that a view opens. */
export function searchOf({ filters, sort }: Pick<ViewDto, "filters" | "sort">): string {
  const params = new URLSearchParams({ sort });
  for (const [name, values] of Object.entries(filters)) {
    for (const value of [values].flat()) {
      params.append(name, value);
    }
  }
  return readListQuery(params).search;
}

const LISTS = ["status", "priority", "category", "assignee", "requester", "team", "tag"] as const;

/** The view of a list: what its query asks for, without its page. */
export function viewOf(search: string): { filters: object; sort: string | undefined } {
  const params = new URLSearchParams(search);
  const filters: Partial<Record<keyof ViewFilters, string | string[]>> = {};
  for (const name of LISTS) {
    const values = params.getAll(name).flatMap((value) => (name === "tag" ? [value] : value.split(",")));
    if (values.length > 0) {
      filters[name] = values;
    }
  }
  for (const name of ["q", "due", "archived"] as const) {
    const value = params.get(name);
    if (value !== null) {
      filters[name] = value;
    }
  }
  return { filters, sort: params.get("sort") ?? undefined };
}
