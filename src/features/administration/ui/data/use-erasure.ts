"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import { fetchAgain } from "@/client/cache/fetch-again";
import { useAudited } from "@/features/administration/ui/live/use-audited";
import type { ErasureDto, ErasureStart } from "@/features/person-data/schema";

/** How often the progress of one that runs is read beside the events: its pieces cause none that admins get. */
const PROGRESS_MILLISECONDS = 1_000;

/** How the erasure of a person's data stands. */
export interface ErasureState {
  /** Null before the first answer. */
  erasure: ErasureDto | null;
  error: ApiError | null;
  refetch(): void;
}

/** Follows it: what another admin begins, and how far it is, shows to every admin. */
export function useErasure(personId: string): ErasureState {
  const queries = useQueryClient();
  const queryKey = ["admin", "erasure", personId];
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => callApi<ErasureDto>(`/api/admin/users/${personId}/erasure`, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === "running" ? PROGRESS_MILLISECONDS : false),
  });
  useAudited(queryKey, ({ subjectId }) => subjectId === personId);
  return {
    erasure: data ?? null,
    error: error instanceof ApiError ? error : null,
    refetch: () => void fetchAgain(queries, queryKey),
  };
}

/** Begins to erase a person's data; throws ApiError. */
export async function beginErasure(personId: string, given: ErasureStart): Promise<void> {
  await callApi(`/api/admin/users/${personId}/erasure`, {
    method: "POST",
    idempotencyKey: newIdempotencyKey(),
    body: given,
  });
}
