"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import { fetchAgain } from "@/client/cache/fetch-again";
import { useAudited } from "@/features/administration/ui/live/use-audited";
import type { AdminUserDto, UserPatch } from "@/features/users/schema";
import { PEOPLE_KEY } from "./use-people";

/** One person, as they stand now. */
export interface PersonState {
  /** Null before the first answer. */
  person: AdminUserDto | null;
  error: ApiError | null;
  refetch(): void;
}

/** A person for admins, live: what another admin changes of them shows here. */
export function usePerson(personId: string): PersonState {
  const queries = useQueryClient();
  const queryKey = [...PEOPLE_KEY, "person", personId];
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => callApi<AdminUserDto>(`/api/admin/users/${personId}`, { signal }),
    staleTime: 0,
  });
  useAudited(queryKey, (audited) => audited.subjectId === personId || audited.subjectType === "team");
  return {
    person: data ?? null,
    error: error instanceof ApiError ? error : null,
    refetch: () => void fetchAgain(queries, queryKey),
  };
}

/** Changes a person; throws ApiError. */
export async function changePerson(personId: string, patch: UserPatch): Promise<AdminUserDto> {
  return await callApi<AdminUserDto>(`/api/admin/users/${personId}`, {
    method: "PATCH",
    idempotencyKey: newIdempotencyKey(),
    body: patch,
  });
}

/** Lets mail go to a person's address again that refused it; throws ApiError. */
export async function retryAddress(personId: string): Promise<void> {
  await callApi(`/api/admin/users/${personId}/address/retry`, {
    method: "POST",
    idempotencyKey: newIdempotencyKey(),
  });
}
