"use client";

import { callApi, newIdempotencyKey, type ApiError } from "@/client/api/api";
import { useAudited } from "@/client/live/use-audited";
import { useLive } from "@/client/live/use-live";
import type { AdminTeamDto, TeamCreate, TeamPatch } from "@/features/teams/schema";

const CHOICES = ["choices", "teams"];

/** Every team for admins, archived ones too, live: what another admin does to one shows here. */
export function useAdminTeams(): AdminTeams {
  // A person who joins a team or leaves it changes its number of members.
  const { data, error, refetch } = useLive<{ items: AdminTeamDto[] }>(
    { key: ["admin", "teams"], path: "/api/admin/teams" },
    { concerns: ({ subjectType }) => subjectType === "team" || subjectType === "person" },
  );
  useAudited(CHOICES, ({ subjectType }) => subjectType === "team");
  return { rows: data?.items ?? null, error, refetch };
}

/** The teams, in the form that `LiveList` shows. */
export interface AdminTeams {
  /** Null before the first answer. */
  rows: readonly AdminTeamDto[] | null;
  error: ApiError | null;
  refetch(): void;
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
