"use client";

import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useLive, type Live } from "@/client/live/use-live";
import type { MailServerDto, MailServerPatch, MailServerSteps } from "@/features/mail-server/schema";

const PATH = "/api/admin/mail/server";

/** The mail server for admins, live: what another admin changes shows here. */
export function useMailServer(): Live<MailServerDto> {
  return useLive<MailServerDto>(
    { key: ["admin", "mail-server"], path: PATH },
    { concerns: ({ subjectType }) => subjectType === "organisation" },
  );
}

/** Sets or changes it; throws ApiError. */
export async function changeMailServer(patch: MailServerPatch): Promise<void> {
  await callApi<MailServerDto>(PATH, { method: "PATCH", idempotencyKey: newIdempotencyKey(), body: patch });
}

/** Removes it; throws ApiError. */
export async function removeMailServer(): Promise<void> {
  await callApi<MailServerDto>(PATH, { method: "DELETE", idempotencyKey: newIdempotencyKey() });
}

/** Tries it, by settings that are not kept yet or by those that count; throws ApiError. */
export async function testMailServer(
  settings: Omit<MailServerPatch, "was"> | null,
): Promise<MailServerSteps> {
  return await callApi<MailServerSteps>(`${PATH}/test`, {
    method: "POST",
    body: settings === null ? {} : { settings },
  });
}
