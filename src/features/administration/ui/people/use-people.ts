"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { useLiveList, type LiveRows } from "@/client/live/use-live-list";
import type { UserState } from "@/features/users/fields";
import type { AdminUserDto, AdminUsersQuery } from "@/features/users/schema";
import type { Role } from "@/shared/roles";

const PAGE = 50;
const TYPING_MILLISECONDS = 250;
const NO_FILTERS: PeopleFilters = { q: "", role: null, team: null, state: null, sort: "name" };

/** The key under which all about people is kept for admins. */
export const PEOPLE_KEY = ["admin", "people"];

/** The filters and the order of the list of people. */
export interface PeopleFilters {
  q: string;
  role: Role | null;
  team: string | null;
  state: UserState | null;
  sort: AdminUsersQuery["sort"];
}

/** The filters as the address has them, so that the way back from a person leads to the same list. */
export function usePeopleFilters(): [PeopleFilters, (part: Partial<PeopleFilters>) => void, () => void] {
  const path = usePathname();
  const params = useSearchParams();
  const [filters, setFilters] = useState<PeopleFilters>(() => readFilters(params));
  const search = searchOf(filters).toString();
  useEffect(() => {
    window.history.replaceState(null, "", search === "" ? path : `${path}?${search}`);
  }, [path, search]);
  return [
    filters,
    (part) => setFilters((now) => ({ ...now, ...part })),
    () => setFilters((now) => ({ ...NO_FILTERS, sort: now.sort })),
  ];
}

/** Whether anything but the order narrows the list. */
export function isFiltered({ q, role, team, state }: PeopleFilters): boolean {
  return q.trim() !== "" || role !== null || team !== null || state !== null;
}

/** The people, live: what another admin does to one of them shows here. */
export function usePeople(filters: PeopleFilters, isInUse: boolean): LiveRows<AdminUserDto> {
  const q = useSettled(filters.q);
  const params = searchOf({ ...filters, q });
  params.set("limit", String(PAGE));
  return useLiveList<AdminUserDto>(
    { key: [...PEOPLE_KEY, "list"], path: "/api/admin/users", search: params.toString() },
    {
      isInUse,
      concerns: ({ subjectType }) => subjectType === "person" || subjectType === "team",
    },
  );
}

/** Where the list with these filters is downloaded as a CSV file. */
export function exportAddress(filters: PeopleFilters): string {
  const search = searchOf(filters).toString();
  return `/api/admin/users/export.csv${search && `?${search}`}`;
}

function searchOf(filters: PeopleFilters): URLSearchParams {
  const params = new URLSearchParams();
  const { q, role, team, state, sort } = filters;
  Object.entries({ q: q.trim(), role, team, state, sort: sort === NO_FILTERS.sort ? null : sort }).forEach(
    ([name, value]) => value && params.set(name, value),
  );
  return params;
}

function readFilters(params: URLSearchParams): PeopleFilters {
  const one = <Value extends string>(name: string, values: readonly Value[]): Value | null =>
    values.find((value) => value === params.get(name)) ?? null;
  return {
    q: params.get("q") ?? "",
    role: one("role", ROLE_FILTERS),
    team: params.get("team"),
    state: one("state", STATE_FILTERS),
    sort: one("sort", SORTS) ?? NO_FILTERS.sort,
  };
}

/** The roles, as the filter offers them. */
export const ROLE_FILTERS = ["user", "agent", "viewer", "admin", "guest"] as const satisfies Role[];
/** The states, as the filter offers them. */
export const STATE_FILTERS = [
  "active",
  "invited",
  "unconfirmed",
  "no_account",
  "disabled",
] as const satisfies UserState[];
/** The orders. */
export const SORTS = [
  "name",
  "-name",
  "-created",
  "created",
  "-seen",
  "seen",
] as const satisfies PeopleFilters["sort"][];

/** A value once nothing was typed for a moment: so that not every letter sends a request. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
