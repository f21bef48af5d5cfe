"use client";

import { useSearchParams } from "next/navigation";
import { listHref, readListQuery, valuesOf, withValue } from "./query";

/** The list that the URL asks for, and functions to change it. Only the rows are fetched from the server. */
export interface ListAddress {
  search: string;
  /** Whether the URL held something that was not understood. */
  wasCorrected: boolean;
  goTo(search: string): void;
  newerHref: string | null;
  /** The next page, once its cursor is known. */
  olderHref(cursor: string | null): string | null;
}

// Cursors lead forward only: the earlier pages are remembered here, as long as the tab lives.
const cameFrom = new Map<string, string>();

/** Reads the list's address, as it changes. */
export function useListAddress(): ListAddress {
  const { search, wasCorrected } = readListQuery(new URLSearchParams(useSearchParams()));
  const cursor = valuesOf(search, "cursor")[0];
  return {
    search,
    wasCorrected,
    goTo: (wanted) => window.history.pushState(null, "", listHref(wanted)),
    newerHref:
      cursor === undefined ? null : listHref(cameFrom.get(search) ?? withValue(search, "cursor", null)),
    olderHref: (next) => {
      if (next === null) {
        return null;
      }
      const params = new URLSearchParams(search);
      params.set("cursor", next);
      const older = readListQuery(params).search;
      cameFrom.set(older, search);
      return listHref(older);
    },
  };
}
