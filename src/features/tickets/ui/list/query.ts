import type { Priority, Status } from "@/features/tickets/schema";
import { LIMITS } from "@/shared/limits";
import { isUuid } from "@/shared/ids";

/** The states in the order of a ticket's life; the active ones first. */
export const ACTIVE_STATUSES = ["open", "in_progress", "waiting"] as const satisfies readonly Status[];

const STATUSES: readonly string[] = [...ACTIVE_STATUSES, "resolved", "closed"] satisfies readonly Status[];
const PRIORITIES: readonly string[] = ["low", "medium", "high", "urgent"] satisfies readonly Priority[];
const SORTS = ["updated", "created", "priority", "number", "due"].flatMap((field) => [field, `-${field}`]);

/** The filters that may hold several values, any of which matches. */
export const LIST_FILTERS = [
  "status",
  "priority",
  "category",
  "assignee",
  "team",
  "requester",
  "tag",
] as const;

/** The filters whose values may hold commas: each value has its own parameter, where the others are joined by commas. */
const WHOLE: readonly string[] = ["tag"];

/** The name of such a filter. */
export type ListFilter = (typeof LIST_FILTERS)[number];

const ACCEPTED: Record<
  ListFilter | "q" | "due" | "archived" | "sort" | "cursor",
  (value: string) => boolean
> = {
  q: (value) => isShort(value, LIMITS.queryMax),
  status: (value) => STATUSES.includes(value),
  priority: (value) => PRIORITIES.includes(value),
  category: (value) => value.length <= 60,
  assignee: (value) => value === "me" || value === "none" || isUuid(value),
  team: (value) => value === "mine" || value === "none" || isUuid(value),
  requester: (value) => value === "me" || isUuid(value),
  tag: (value) => isShort(value, LIMITS.tagMax),
  due: (value) => value === "overdue",
  archived: (value) => value === "true",
  sort: (value) => SORTS.includes(value),
  cursor: (value) => value.length <= LIMITS.cursorMax,
};

/** Tickets on a page of the staff's list. */
export const STAFF_PAGE = 50;

/** Tickets on a page of a requester's list. */
export const REQUESTER_PAGE = 20;

/** The default order of lists. */
export const DEFAULT_SORT = "-updated";

/** A list's normalised query. */
export interface ListQuery {
  /** The query string in one form for the same list: known names in one order, values sorted, nothing empty. */
  search: string;
  /** Whether something in the query was not understood, and left out. */
  wasCorrected: boolean;
}

/** Reads the query of a list's address; what is not understood is left out rather than refused. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const clean = new URLSearchParams();
  let wasCorrected = false;
  for (const [name, accepts] of Object.entries(ACCEPTED)) {
    const isMany = LIST_FILTERS.some((filter) => filter === name);
    const wanted = params
      .getAll(name)
      .flatMap((value) => (isMany && !WHOLE.includes(name) ? value.split(",") : [value]))
      .map((value) => (name === "tag" ? value.normalize("NFC").toLowerCase().trim() : value.trim()))
      .filter((value) => value !== "");
    const taken = isMany
      ? [...new Set(wanted.filter(accepts))].slice(0, LIMITS.filterValuesMax)
      : wanted.slice(0, 1).filter(accepts);
    wasCorrected ||= wanted.some((value) => !accepts(value));
    if (taken.length > 0 && !(name === "sort" && taken[0] === DEFAULT_SORT)) {
      const ordered = inOrder(name, taken);
      for (const value of WHOLE.includes(name) ? ordered : [ordered.join(",")]) {
        clean.append(name, value);
      }
    }
  }
  // Commas are not escaped in the query: a person can read and correct such a URL.
  return { search: clean.toString().replaceAll("%2C", ","), wasCorrected };
}

/** The values of one filter in a normalised query. */
export function valuesOf(search: string, name: string): string[] {
  const values = new URLSearchParams(search).getAll(name);
  return name === "q" || WHOLE.includes(name) ? values : values.flatMap((value) => value.split(","));
}

/** The same list with one parameter changed; a changed filter begins at the first page again. Null removes it. */
export function withValue(search: string, name: string, value: string | readonly string[] | null): string {
  const params = new URLSearchParams(search);
  params.delete("cursor");
  params.delete(name);
  for (const one of value === null ? [] : [value].flat()) {
    params.append(name, one);
  }
  return readListQuery(params).search;
}

/** The address of the list that `search` asks for. */
export function listHref(search: string): string {
  return search === "" ? "/tickets" : `/tickets?${search}`;
}

/** The address of a file of all tickets of the list that `search` asks for, whatever page it shows. */
export function exportHref(search: string): string {
  const params = new URLSearchParams(search);
  params.delete("cursor");
  return `/api/tickets/export.csv${params.size > 0 ? `?${params.toString()}` : ""}`;
}

/** Whether a filter is set. */
export function isNarrowed(search: string): boolean {
  const params = new URLSearchParams(search);
  params.delete("sort");
  params.delete("cursor");
  return params.size > 0;
}

/** Whether a text has at most `most` characters as people count them, as the server does. */
function isShort(text: string, most: number): boolean {
  return (
    text.length <= most ||
    (text.length <= most * 16 && [...new Intl.Segmenter().segment(text)].length <= most)
  );
}

function inOrder(name: string, values: readonly string[]): string[] {
  const order = name === "status" ? STATUSES : name === "priority" ? PRIORITIES : null;
  return [...values].sort((a, b) => (order ? order.indexOf(a) - order.indexOf(b) : a < b ? -1 : 1));
}
