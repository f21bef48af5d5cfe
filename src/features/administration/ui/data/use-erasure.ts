"use client";

import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useLive, type Live } from "@/client/live/use-live";
import type { ErasureDto, ErasureStart } from "@/features/person-data/schema";

/** How often the progress of one that runs is read beside the events: its pieces cause none that admins get. */
const PROGRESS_MILLISECONDS = 1_000;

/** How the erasure of a person's data stands: what another admin begins, and how far it is, shows to every admin. */
export function useErasure(personId: string): Live<ErasureDto> {
  return useLive<ErasureDto>(
    { key: ["admin", "erasure", personId], path: `/api/admin/users/${personId}/erasure` },
    {
      concerns: ({ subjectId }) => subjectId === personId,
      refetchMilliseconds: ({ state }) => (state === "running" ? PROGRESS_MILLISECONDS : false),
    },
  );
}

/** Begins to erase a person's data; throws ApiError. */
export async function beginErasure(personId: string, given: ErasureStart): Promise<void> {
  await callApi(`/api/admin/users/${personId}/erasure`, {
    method: "POST",
    idempotencyKey: newIdempotencyKey(),
    body: given,
  });
}
