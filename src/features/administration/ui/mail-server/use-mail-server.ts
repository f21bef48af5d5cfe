"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import { fetchAgain } from "@/client/cache/fetch-again";
import { useAudited } from "@/features/administration/ui/live/use-audited";
import type { MailServerDto, MailServerPatch, MailServerSteps } from "@/features/mail-server/schema";

const KEY = ["admin", "mail-server"];
const PATH = "/api/admin/mail/server";

/** The mail server, as it stands now. */
export interface LiveMailServer {
  /** Null before the first answer. */
  server: MailServerDto | null;
  error: ApiError | null;
  refetch(): void;
}

/** The mail server for admins, live: what another admin changes shows here. */
export function useMailServer(): LiveMailServer {
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<MailServerDto>(PATH, { signal }),
    staleTime: 0,
  });
  useAudited(KEY, ({ subjectType }) => subjectType === "organisation");
  return {
    server: data ?? null,
    error: error instanceof ApiError ? error : null,
    refetch: () => void fetchAgain(queries, KEY),
  };
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
export async function testMailServer(settings: Omit<MailServerPatch, "was"> | null): Promise<MailServerSteps> {
  return await callApi<MailServerSteps>(`${PATH}/test`, {
    method: "POST",
    body: settings === null ? {} : { settings },
  });
}
