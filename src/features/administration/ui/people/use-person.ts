"use client";

import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useLive, type Live } from "@/client/live/use-live";
import type { AdminUserDto, UserPatch } from "@/features/users/schema";
import { PEOPLE_KEY } from "./use-people";

/** A person for admins, live: what another admin changes of them shows here. */
export function usePerson(personId: string): Live<AdminUserDto> {
  return useLive<AdminUserDto>(
    { key: [...PEOPLE_KEY, "person", personId], path: `/api/admin/users/${personId}` },
    { concerns: ({ subjectId, subjectType }) => subjectId === personId || subjectType === "team" },
  );
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
