"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import { fetchAgain } from "@/client/cache/fetch-again";
import { useAudited } from "@/features/administration/ui/live/use-audited";
import type { AdminTeamDto, TeamCreate, TeamPatch } from "@/features/teams/schema";

const KEY = ["admin", "teams"];
const CHOICES = ["choices", "teams"];

/** Every team, archived ones too. */
export interface AdminTeams {
  /** Null before the first answer. */
  teams: readonly AdminTeamDto[] | null;
  error: ApiError | null;
  refetch(): void;
}

/** The teams for admins, live: what another admin does to one shows here. */
export function useAdminTeams(): AdminTeams {
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<{ items: AdminTeamDto[] }>("/api/admin/teams", { signal }),
    staleTime: 0,
  });
  // A person who joins a team or leaves it changes its number of members.
  useAudited(KEY, ({ subjectType }) => subjectType === "team" || subjectType === "person");
  useAudited(CHOICES, ({ subjectType }) => subjectType === "team");
  return {
    teams: data?.items ?? null,
    error: error instanceof ApiError ? error : null,
    refetch: () => void fetchAgain(queries, KEY),
  };
}

/** Makes a team; throws ApiError. */
export async function makeTeam(input: TeamCreate): Promise<AdminTeamDto> {
  return await callApi<AdminTeamDto>("/api/admin/teams", {
    method: "POST",
    idempotencyKey: newIdempotencyKey(),
    body: input,
  });
}

/** Changes a team; throws ApiError. */
export async function changeTeam(teamId: string, patch: TeamPatch): Promise<AdminTeamDto> {
  return await callApi<AdminTeamDto>(`/api/admin/teams/${teamId}`, {
    method: "PATCH",
    idempotencyKey: newIdempotencyKey(),
    body: patch,
  });
}
