"use client";

import { useQuery } from "@tanstack/react-query";
import { callApi } from "@/client/api/api";
import type { CategoryDto } from "@/features/categories/schema";
import type { TeamDto } from "@/features/teams/schema";
import type { PersonChoice } from "@/features/users/schema";

const RARELY_MILLISECONDS = 5 * 60_000;
const NO_CATEGORIES: readonly CategoryDto[] = [];

/** The categories to choose among; empty until they are there. */
export function useCategories(): readonly CategoryDto[] {
  const { data } = useQuery({
    queryKey: ["choices", "categories"],
    queryFn: ({ signal }) => callApi<{ items: CategoryDto[] }>("/api/categories", { signal }),
    staleTime: RARELY_MILLISECONDS,
  });
  return data?.items ?? NO_CATEGORIES;
}

/** The teams to choose among; empty until they are there. */
export function useTeams(): readonly TeamDto[] {
  const { data } = useQuery({
    queryKey: ["choices", "teams"],
    queryFn: ({ signal }) => callApi<{ items: TeamDto[] }>("/api/teams", { signal }),
    staleTime: RARELY_MILLISECONDS,
  });
  return data?.items ?? [];
}

/** People whose name or e-mail holds `query`; `assignable` only those whom tickets can be assigned to. */
export async function findPeople(
  query: string,
  signal: AbortSignal,
  options: { assignable?: boolean } = {},
): Promise<PersonChoice[]> {
  const params = new URLSearchParams({
    limit: "12",
    ...(query ? { q: query } : {}),
    ...(options.assignable ? { assignable: "1" } : {}),
  });
  return (await callApi<{ items: PersonChoice[] }>(`/api/people?${params.toString()}`, { signal })).items;
}

/** Tags whose name holds `query`. */
export async function findTags(query: string, signal: AbortSignal): Promise<string[]> {
  const params = new URLSearchParams({ limit: "12", ...(query ? { q: query } : {}) });
  return (
    await callApi<{ items: { name: string }[] }>(`/api/tags?${params.toString()}`, { signal })
  ).items.map((tag) => tag.name);
}
