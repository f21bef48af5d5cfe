"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import { serverNow } from "@/client/browser/clock";
import type { JobDto } from "@/features/jobs/schema";

const REFRESH_MILLISECONDS = 3_000;
const KEY = ["admin", "jobs"];

/** The background jobs, as they stood a few seconds ago at most. */
export interface Jobs {
  /** Null before the first answer. */
  rows: readonly JobDto[] | null;
  /** When they stood so, by the server's clock, in milliseconds. */
  at: number;
  error: ApiError | null;
  refetch(): void;
}

/** Refreshes every few seconds while the page is visible: jobs run all the time. */
export function useJobs(): Jobs {
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => {
      const { items } = await callApi<{ items: JobDto[] }>("/api/admin/jobs", { signal });
      return { items, at: serverNow() };
    },
    refetchInterval: REFRESH_MILLISECONDS,
    staleTime: 0,
  });
  return {
    rows: data?.items ?? null,
    at: data?.at ?? 0,
    error: error instanceof ApiError ? error : null,
    refetch: () => void queries.invalidateQueries({ queryKey: KEY }),
  };
}

/** Begins a run of a job; throws ApiError. */
export async function runJob(id: string): Promise<void> {
  await callApi(`/api/admin/jobs/${id}/run`, { method: "POST", idempotencyKey: newIdempotencyKey() });
}
