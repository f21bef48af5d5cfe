"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import { fetchAgain } from "@/client/cache/fetch-again";
import { useAudited } from "@/features/administration/ui/live/use-audited";
import type { SettingsDto, SettingsPatch } from "@/features/organisations/schema";

const KEY = ["admin", "settings"];

/** The settings, as they stand now. */
export interface Settings {
  /** Null before the first answer. */
  settings: SettingsDto | null;
  error: ApiError | null;
  refetch(): void;
}

/** The settings for admins, live: what another admin changes shows here. */
export function useSettings(): Settings {
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<SettingsDto>("/api/admin/settings", { signal }),
    staleTime: 0,
  });
  useAudited(KEY, ({ subjectType }) => subjectType === "organisation");
  return {
    settings: data ?? null,
    error: error instanceof ApiError ? error : null,
    refetch: () => void fetchAgain(queries, KEY),
  };
}

/** Changes settings; throws ApiError. */
export async function changeSettings(patch: SettingsPatch): Promise<SettingsDto> {
  return await callApi<SettingsDto>("/api/admin/settings", {
    method: "PATCH",
    idempotencyKey: newIdempotencyKey(),
    body: patch,
  });
}
