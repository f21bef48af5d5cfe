"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import type { JobDto } from "@/features/jobs/schema";

const REFRESH_MILLISECONDS = 3_000;
const KEY = ["admin", "jobs"];

/** The background jobs, as they stood a few seconds ago at most. */
export interface Jobs {
  /** Null before the first answer. */
  rows: readonly JobDto[] | null;
  error: ApiError | null;
  refetch(): void;
}

/** Refreshes every few seconds while the page is visible: jobs run all the time. */
export function useJobs(): Jobs {
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<{ items: JobDto[] }>("/api/admin/jobs", { signal }),
    refetchInterval: REFRESH_MILLISECONDS,
    staleTime: 0,
  });
  return {
    rows: data?.items ?? null,
    error: error instanceof ApiError ? error : null,
    refetch: () => void queries.invalidateQueries({ queryKey: KEY }),
  };
}

/** Begins a run of a job; throws ApiError. */
export async function runJob(id: string): Promise<void> {
  await callApi(`/api/admin/jobs/${id}/run`, { method: "POST", idempotencyKey: newIdempotencyKey() });
}
