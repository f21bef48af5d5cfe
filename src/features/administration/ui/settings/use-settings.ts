"use client";

import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useLive, type Live } from "@/client/live/use-live";
import type { SettingsDto, SettingsPatch } from "@/features/organisations/schema";

/** The settings for admins, live: what another admin changes shows here. */
export function useSettings(): Live<SettingsDto> {
  return useLive<SettingsDto>(
    { key: ["admin", "settings"], path: "/api/admin/settings" },
    { concerns: ({ subjectType }) => subjectType === "organisation" },
  );
}

/** Changes settings; throws ApiError. */
export async function changeSettings(patch: SettingsPatch): Promise<SettingsDto> {
  return await callApi<SettingsDto>("/api/admin/settings", {
    method: "PATCH",
    idempotencyKey: newIdempotencyKey(),
    body: patch,
  });
}
