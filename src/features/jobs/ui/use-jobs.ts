"use client";

import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useLiveList, type LiveRows } from "@/client/live/use-live-list";
import type { JobDto } from "@/features/jobs/schema";

const REFRESH_MILLISECONDS = 3_000;

/** The background jobs, as they stood a few seconds ago at most: they run all the time. */
export function useJobs(isInUse: boolean): LiveRows<JobDto> {
  return useLiveList<JobDto>(
    { key: ["admin", "jobs"], path: "/api/admin/jobs" },
    { isInUse, refetchMilliseconds: REFRESH_MILLISECONDS },
  );
}

/** Begins a run of a job; throws ApiError. */
export async function runJob(id: string): Promise<void> {
  await callApi(`/api/admin/jobs/${id}/run`, { method: "POST", idempotencyKey: newIdempotencyKey() });
}
