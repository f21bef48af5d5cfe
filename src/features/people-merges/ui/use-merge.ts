"use client";

import { useQuery } from "@tanstack/react-query";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import { useLive, type Live } from "@/client/live/use-live";
import type { MergeAnswer, MergeDto, MergePreview, MergeStart } from "@/features/people-merges/schema";

const KEY = ["admin", "merges"];
/** How often the progress of one that runs is read beside the events: pieces cause none for admins. */
const PROGRESS_MILLISECONDS = 1_000;

/** The merge of an account, live for every admin. */
export function useMerge(personId: string): Live<MergeAnswer> {
  return useLive<MergeAnswer>(
    { key: [...KEY, "of", personId], path: `/api/admin/users/${personId}/merge` },
    {
      concerns: ({ subjectId }) => subjectId === personId,
      refetchMilliseconds: ({ merge }) => (merge?.state === "running" ? PROGRESS_MILLISECONDS : false),
    },
  );
}

/** What merging an account into another would do; nothing is asked before the other is chosen. */
export function useMergePreview(
  personId: string,
  intoId: string | null,
): { preview: MergePreview | null; error: ApiError | null } {
  const { data, error } = useQuery({
    queryKey: [...KEY, "preview", personId, intoId],
    queryFn: ({ signal }) =>
      callApi<MergeAnswer>(`/api/admin/users/${personId}/merge?into=${intoId}`, { signal }),
    enabled: intoId !== null,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return { preview: data?.preview ?? null, error: error instanceof ApiError ? error : null };
}

/** Merges an account into another, or lets a merge that stopped go on; throws ApiError. */
export async function mergeInto(
  personId: string,
  body: Omit<MergeStart, "teams"> & Partial<MergeStart>,
): Promise<MergeDto> {
  return await callApi<MergeDto>(`/api/admin/users/${personId}/merge`, {
    method: "POST",
    idempotencyKey: newIdempotencyKey(),
    body,
  });
}
