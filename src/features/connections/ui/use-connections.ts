"use client";

import { useLiveList, type LiveRows } from "@/client/live/use-live-list";
import type { ConnectionDto, ConnectionPage, ConnectionQuery } from "@/features/connections/schema";
import type { Role } from "@/shared/roles";

const REFRESH_MILLISECONDS = 4_000;
const PAGE = 50;

/** The filters and the order of the list. */
export interface ConnectionFilters {
  q: string;
  role: Role | null;
  transport: ConnectionDto["transport"] | null;
  sort: ConnectionQuery["sort"];
}

/** A connection in the list; one that ended keeps its row while the pointer is over the list. */
export interface ShownConnection extends ConnectionDto {
  hasEnded: boolean;
}

/** The list of connections, as it was a few seconds ago at most. */
export type Connections = LiveRows<ShownConnection, ConnectionPage>;

/** Refreshes every few seconds while the page is visible; rows keep their places while `isInUse`. */
export function useConnections(filters: ConnectionFilters, isInUse: boolean): Connections {
  const list = useLiveList<ConnectionDto, ConnectionPage>(
    { key: ["connections"], path: "/api/admin/connections", search: searchOf(filters) },
    { isInUse, refetchMilliseconds: REFRESH_MILLISECONDS, retry: false },
  );
  return { ...list, rows: list.rows?.map((row) => ({ ...row, hasEnded: list.gone.has(row.id) })) ?? null };
}

function searchOf({ q, role, transport, sort }: ConnectionFilters): string {
  const params = new URLSearchParams({ limit: String(PAGE), sort });
  Object.entries({ q: q.trim(), role, transport }).forEach(
    ([name, value]) => value && params.set(name, value),
  );
  return params.toString();
}
